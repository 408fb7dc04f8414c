package io.github.exrdex.parse;

import io.github.exrdex.exr.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a header as the rules left them, and what follows for their chunks, found out once for all the frames that
 * differ in nothing the rules look at.
 *
 * <p>Threads: one.
 */
final class JudgedParts {
    private final List<Part> parts;
    private final @Nullable ChunkFacts[] chunkFacts;

    private JudgedParts(List<Part> parts, @Nullable ChunkFacts[] chunkFacts) {
        this.parts = parts;
        this.chunkFacts = chunkFacts;
    }

    static JudgedParts of(List<Part> parts) {
        return new JudgedParts(parts, new ChunkFacts[parts.size()]);
    }

    /** The same judgement over parts with other values, none of which a rule looks at. */
    JudgedParts with(List<Part> now) {
        return new JudgedParts(now, chunkFacts);
    }

    List<Part> list() {
        return parts;
    }

    ChunkFacts chunkFacts(int part) {
        ChunkFacts known = chunkFacts[part];
        if (known == null) {
            known = ChunkFacts.of(parts.get(part));
            chunkFacts[part] = known;
        }
        return known;
    }
}
