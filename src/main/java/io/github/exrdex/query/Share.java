package io.github.exrdex.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much of some alike files is whose.
 *
 * @param part of all their bytes, 0 to 1. Headers and offset tables are everybody's
 * @param exact counted in the files: whole files and whole parts are, what several have in one part is not
 */
record Share(double part, boolean exact) {
    static final Share WHOLE = new Share(1, true);

    /** All shares make 1; a file without a readable header is nobody's. */
    static Map<Optional<String>, Share> by(Facet facet, Sample sample) {
        List<Map<Optional<String>, Double>> samples = new ArrayList<>();
        for (HeaderPart part : sample.parts()) {
            samples.add(sampleBytes(facet, part, sample.pathAov()));
        }
        PartSums counted = sample.partSums();
        boolean byPart = counted.fileCount() == sample.tally().fileCount()
                && counted.bytes().size() == samples.size()
                && sum(counted.bytes()) > 0;
        Map<Optional<String>, Share> shares = byPart ? ofParts(samples, counted.bytes()) : ofSamples(samples);
        return shares.isEmpty() ? Map.of(Optional.empty(), WHOLE) : shares;
    }

    /** What the samples of a part take before compression. */
    private static Map<Optional<String>, Double> sampleBytes(Facet facet, HeaderPart part, Optional<String> pathAov) {
        Map<Optional<String>, Double> bytes = new HashMap<>();
        double pixels = part.form().pixels();
        for (HeaderPart.Channel channel : part.content().channels()) {
            bytes.merge(
                    facet.ofChannel(part.content(), channel, pathAov), pixels * channel.bytesPerPixel(), Double::sum);
        }
        return bytes;
    }

    private static Map<Optional<String>, Share> ofParts(
            List<Map<Optional<String>, Double>> samples, List<Long> partBytes) {
        double all = sum(partBytes);
        Map<Optional<String>, Share> shares = new HashMap<>();
        for (int i = 0; i < partBytes.size(); i++) {
            boolean empty = sum(samples.get(i).values()) <= 0;
            Map<Optional<String>, Double> within = empty ? Map.of(Optional.empty(), 1.0) : samples.get(i);
            double inPart = sum(within.values());
            double ofAll = partBytes.get(i) / all;
            boolean exact = within.size() == 1;
            within.forEach((value, own) -> shares.merge(value, new Share(own / inPart * ofAll, exact), Share::plus));
        }
        return shares;
    }

    private static Map<Optional<String>, Share> ofSamples(List<Map<Optional<String>, Double>> samples) {
        Map<Optional<String>, Double> bytes = new HashMap<>();
        samples.forEach(part -> part.forEach((value, own) -> bytes.merge(value, own, Double::sum)));
        double all = sum(bytes.values());
        if (all <= 0) {
            return Map.of();
        }
        Map<Optional<String>, Share> shares = new HashMap<>();
        bytes.forEach((value, own) -> shares.put(value, new Share(own / all, bytes.size() == 1)));
        return shares;
    }

    private Share plus(Share other) {
        return new Share(part + other.part, exact && other.exact);
    }

    private static double sum(Collection<? extends Number> numbers) {
        return numbers.stream().mapToDouble(Number::doubleValue).sum();
    }
}
