/**
 * Something changed on disk: events of a folder tree as they come from the kernel.
 *
 * <p>Events are hints. They may come twice, late, in another order or under a path that is no longer true; whoever gets
 * one looks at the disk. May import: file, directory-watcher ({@code FolderWatcher} alone). Safe to change: all.
 */
@NullMarked
package io.github.exrdex.watch;

import org.jspecify.annotations.NullMarked;
