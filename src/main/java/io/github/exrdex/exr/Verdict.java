package io.github.exrdex.exr;

/**
 * What the bytes of a file prove on their own, without a clock (format notes, section 8.5). Together with the file's age
 * this gives the state that users see.
 */
public enum Verdict {
    /** Header, offset table and the last chunk are all there. */
    COMPLETE,
    /** Zero bytes long. */
    EMPTY,
    /** The file ends inside the header, or its first bytes are still zeros. */
    HEADER_CUT_SHORT,
    /** The file ends inside the offset table. */
    TABLE_CUT_SHORT,
    /** The offset table is there but all zeros: a writer has opened the file and has not closed it. */
    NOTHING_WRITTEN,
    /** Some chunks have no offset. */
    CHUNKS_MISSING,
    /** The table points at chunks past the end, or the last chunk ends past it. */
    CUT_SHORT,
    /** The bytes contradict the format. */
    CORRUPT,
    /** Another format under an EXR name. */
    NOT_EXR
}
