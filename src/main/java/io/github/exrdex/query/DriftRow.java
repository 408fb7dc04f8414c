package io.github.exrdex.query;

/**
 * Frames of a sequence that are unlike most of it.
 *
 * @param what {@code parts}, {@code channels}, {@code resolution}, {@code data_window}, {@code compression},
 *     {@code pixel_aspect}, {@code attributes}, or {@code attr.NAME} for a value
 * @param frames {@code 1001-1010,1033}; empty where the files have no frame number
 * @param files how many those are
 * @param found what they have
 * @param usual what most files of the sequence have
 */
public record DriftRow(NamedSequence sequence, String what, String frames, long files, String found, String usual) {}
