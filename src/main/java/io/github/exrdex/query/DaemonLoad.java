package io.github.exrdex.query;

import java.util.OptionalLong;

/**
 * What a running daemon does for all roots together, by its last word.
 *
 * @param writerDepth changes that wait to be written
 * @param batchesPerMinute transactions, a mean of the last minute
 * @param rowsPerMinute changes in them
 * @param latencyP50Ms from an event, or the end of the rest that its file was due, to the commit: half of the last minutes'
 * @param latencyP99Ms the same, all but one in a hundred; both are empty where nothing happened lately
 * @param watchLimit folders that the kernel lets one user watch
 */
public record DaemonLoad(
        long writerDepth,
        long batchesPerMinute,
        long rowsPerMinute,
        OptionalLong latencyP50Ms,
        OptionalLong latencyP99Ms,
        OptionalLong watchLimit) {}
