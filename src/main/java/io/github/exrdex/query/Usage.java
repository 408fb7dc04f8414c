package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What files take, by keys.
 *
 * @param rows the largest first
 * @param totals of all the files, each counted once; its keys are empty
 * @param notes what the asker should know beside them, one line each
 */
public record Usage(List<UsageRow> rows, UsageRow totals, List<String> notes) {
    private static final Comparator<UsageRow> LARGEST_FIRST = Comparator.comparingLong(UsageRow::sizeBytes)
            .reversed()
            .thenComparing(Comparator.comparingLong(UsageRow::fileCount).reversed())
            .thenComparing(row ->
                    row.keys().stream().map(key -> key.orElse("")).toList().toString());

    public Usage {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /**
     * Whole files only.
     *
     * @param by empty for one row about everything
     * @throws QueryException where a key means nothing, or one that files have several of; where the scope is not below any
     *     root
     */
    public static Usage ofFiles(IndexReader reader, Question question, List<String> by) {
        return Snapshot.of(reader.handle(), snapshot -> {
            List<SampleKey> keys = SampleKey.counted(snapshot.handle(), by);
            keys.stream().filter(SampleKey::isOfChannels).findFirst().ifPresent(key -> {
                throw QueryException.badQuestion("a file has several of \"" + key.name()
                        + "\", so its bytes belong to none alone; ask `exrdex du --by " + key.name()
                        + "` or `exrdex values "
                        + key.name() + "`");
            });
            return new Counter(snapshot, question, keys).count();
        });
    }

    /**
     * Files that hold several AOVs are shared out among them, where AOVs are asked for: by the bytes of their parts, and within
     * one part by the bytes that their samples take before compression.
     *
     * @param by at most one key that a file has several of
     * @throws QueryException where a key means nothing; where the scope is not below any root
     */
    public static Usage ofParts(IndexReader reader, Question question, List<String> by) {
        long files = FilterClauses.takesNearlyAll(reader.handle(), question) ? reader.files() : 0;
        return reader.inSnapshot(files, snapshot -> {
            List<SampleKey> keys = SampleKey.counted(snapshot.handle(), by);
            if (keys.stream().filter(SampleKey::isOfChannels).count() > 1) {
                throw QueryException.badQuestion("--by " + String.join(",", by)
                        + " would share files out twice; use one of channel, component, group, aov, part");
            }
            return new Counter(snapshot, question, keys).count();
        });
    }

    private static final class Counter {
        private final Snapshot snapshot;
        private final Question question;
        private final List<SampleKey> keys;
        private final Map<List<Optional<String>>, Sum> sums = new HashMap<>();
        private final Sum total = new Sum();

        Counter(Snapshot snapshot, Question question, List<SampleKey> keys) {
            this.snapshot = snapshot;
            this.question = question;
            this.keys = keys;
        }

        Usage count() {
            Samples.withPartBytes(snapshot, question, keys).each(this::add);
            List<UsageRow> rows = sums.entrySet().stream()
                    .map(sum -> sum.getValue().row(sum.getKey(), total.bytes()))
                    .sorted(LARGEST_FIRST)
                    .toList();
            return new Usage(rows, total.row(List.of(), total.bytes()), QuestionNotes.of(snapshot.handle(), question));
        }

        private void add(Sample sample) {
            total.add(sample, Share.WHOLE);
            Map<Optional<String>, Share> shares = keys.stream()
                    .filter(SampleKey::isOfChannels)
                    .findFirst()
                    .flatMap(SampleKey::facet)
                    .map(facet -> Share.by(facet, sample))
                    .orElse(Map.of(Optional.empty(), Share.WHOLE));
            shares.forEach((value, share) -> sums.computeIfAbsent(keysOf(sample, value), key -> new Sum())
                    .add(sample, share));
        }

        /** @param shared of the key that a file has several of */
        private List<Optional<String>> keysOf(Sample sample, Optional<String> shared) {
            List<Optional<String>> all = new ArrayList<>(keys.size());
            for (SampleKey key : keys) {
                String values = String.join(",", key.isOfChannels() ? List.of() : key.values(sample));
                all.add(key.isOfChannels() ? shared : Optional.of(values).filter(text -> !text.isEmpty()));
            }
            return all;
        }
    }

    /** Some of the bytes of some files. Files of one sequence must come together. */
    private static final class Sum {
        private long files;
        private long sequences;
        private long lastSequenceId = -1;
        private boolean anyExact;
        private boolean anyEstimate;
        private double bytes;

        void add(Sample sample, Share share) {
            bytes += sample.tally().sizeBytes() * share.part();
            anyExact |= share.exact();
            anyEstimate |= !share.exact();
            files += sample.tally().fileCount();
            if (sample.sequence().sequenceId() != lastSequenceId) {
                sequences++;
                lastSequenceId = sample.sequence().sequenceId();
            }
        }

        double bytes() {
            return bytes;
        }

        UsageRow row(List<Optional<String>> keys, double allBytes) {
            UsageRow.Method method =
                    !anyEstimate ? UsageRow.Method.EXACT : anyExact ? UsageRow.Method.MIXED : UsageRow.Method.ESTIMATE;
            return new UsageRow(
                    keys, sequences, files, Math.round(bytes), allBytes == 0 ? 0 : bytes / allBytes, method);
        }
    }
}
