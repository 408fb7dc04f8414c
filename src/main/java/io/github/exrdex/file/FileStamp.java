package io.github.exrdex.file;

/**
 * What one stat says of a regular file, and so what decides whether it must be opened again.
 *
 * @param mtimeNs last change of the content, nanoseconds since 1970
 * @param ctimeNs last change of the inode, nanoseconds since 1970; cannot be set back by a program
 * @param inode number of the file on its device; a replaced file has another one
 */
public record FileStamp(long sizeBytes, long mtimeNs, long ctimeNs, long inode) {
    /** Equal, not newer-than: clocks go back, and old files are moved into place. */
    public boolean sameAs(FileStamp other) {
        return sizeBytes == other.sizeBytes
                && mtimeNs == other.mtimeNs
                && ctimeNs == other.ctimeNs
                && inode == other.inode;
    }
}
