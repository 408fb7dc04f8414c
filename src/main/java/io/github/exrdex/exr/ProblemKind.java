package io.github.exrdex.exr;

import java.util.Locale;

/**
 * What can be wrong with a file. The lower-case name is what SQL and JSON show; {@code db/README.md} has a sentence for each.
 */
public enum ProblemKind {
    EMPTY_FILE,
    HEADER_CUT_SHORT,
    BAD_MAGIC,
    BAD_VERSION,
    BAD_FLAGS,
    BAD_NAME,
    BAD_SIZE,
    BAD_VALUE,
    BAD_ENUM,
    BAD_CHANNEL_LIST,
    BAD_WINDOW,
    BAD_TILES,
    BAD_SAMPLING,
    BAD_PART_TYPE,
    LIMIT_EXCEEDED,
    LONG_NAME_WITHOUT_FLAG,
    NAME_NOT_UTF8,
    MISSING_ATTRIBUTE,
    DUPLICATE_ATTRIBUTE,
    DUPLICATE_CHANNEL,
    DUPLICATE_PART_NAME,
    SHARED_ATTRIBUTE_DIFFERS,
    TYPE_AGAINST_FLAGS,
    CHUNK_COUNT_MISMATCH,
    TABLE_CUT_SHORT,
    TABLE_TOO_LONG,
    CHUNKS_NOT_WRITTEN,
    CHUNKS_BEYOND_END,
    BAD_CHUNK_OFFSET,
    BAD_CHUNK_LEADER,
    LAST_CHUNK_CUT_SHORT,
    BYTES_AFTER_LAST_CHUNK,
    CRYPTOMATTE_WITHOUT_METADATA,
    CRYPTOMATTE_WITHOUT_CHANNELS,
    BROKEN_MANIFEST,
    RENDER_CHECKPOINT,
    NOT_A_REGULAR_FILE,
    CANNOT_READ,
    QUARANTINED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
