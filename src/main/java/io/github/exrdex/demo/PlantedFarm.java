package io.github.exrdex.demo;

import java.nio.file.Path;

/**
 * What stands in a demo farm, so that answers can be checked.
 *
 * @param folder everything lies below it
 * @param fileCount EXR files
 * @param sequenceCount frame sequences
 * @param missingFrame the file that a renderer never wrote; its neighbours are there
 * @param cutFile the file that a copy left short
 * @param shotWithoutCryptomatte token {@code shot} of the files that have none
 * @param multipartSequence the folder of the files with several parts
 * @param shotWithTwoVersions token {@code shot} of the one that was rendered again
 */
public record PlantedFarm(
        Path folder,
        int fileCount,
        int sequenceCount,
        Path missingFrame,
        Path cutFile,
        String shotWithoutCryptomatte,
        Path multipartSequence,
        String shotWithTwoVersions) {}
