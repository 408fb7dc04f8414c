package io.github.exrdex.index;

/** Follows a scan. Called often, on threads of the service, and must not wait for anything. */
public interface ScanListener {
    ScanListener NONE = new ScanListener() {};

    /** Some more was done. */
    default void progress(Counts counts) {}

    /** A folder could not be listed, or not to its end; what the index knows of it is kept. */
    default void unread(UnreadFolder folder) {}
}
