/**
 * A render farm in small: a few dozen real EXR files with the faults that people look for, so that anybody can try exrdex
 * without a picture of their own.
 *
 * <p>In: an empty folder and the time. Out: files, and a {@link io.github.exrdex.demo.PlantedFarm} that says what is wrong
 * with them. {@code DemoFarm} decides which files there are, {@code DemoScene} what is on them, {@code ExrWriter} how they
 * look as bytes. May import: write, exr, java.*. Threads: no shared state. Safe to change: all of it.
 */
@NullMarked
package io.github.exrdex.demo;

import org.jspecify.annotations.NullMarked;
