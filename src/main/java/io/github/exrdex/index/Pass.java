package io.github.exrdex.index;

/** How thoroughly a root is looked through, the most thorough first: each does all that those behind it do. */
enum Pass {
    /** Lists every folder and asks for every file. */
    SWEEP,
    /** The same for folders that changed in the last two days; of the others it asks for the stamps, as below. */
    RECENT_FILES,
    /** Asks for the stamp of every folder, and lists those that changed. */
    FOLDERS,
    /** The same for folders that changed minutes ago. */
    HOT_FOLDERS
}
