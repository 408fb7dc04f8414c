package io.github.exrdex.parse;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.ProblemKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the parts of a file owe each other (format notes, section 4). Nothing here makes a file unreadable. */
final class FileRules {
    /** The reference library compares the first three and, by its spelling, an attribute that nobody writes. */
    private static final List<String> SHARED =
            List.of("displayWindow", "pixelAspectRatio", "chromaticities", "timecode");

    private static final String COLOUR_SPACE = "colorInteropID";
    private static final String NO_COLOUR = "data";

    private FileRules() {}

    /** Does another value of this attribute make another judgement? */
    static boolean concern(String name) {
        return SHARED.contains(name) || name.equals(COLOUR_SPACE) || name.equals("name");
    }

    static void check(List<Part> parts, Problems problems) {
        if (parts.size() < 2) {
            return;
        }
        Set<String> names = new HashSet<>();
        for (Part part : parts) {
            Optional<String> name = part.name();
            if (name.isPresent() && !names.add(name.get())) {
                problems.warn(
                        ProblemKind.DUPLICATE_PART_NAME,
                        offset(part, "name"),
                        "part " + part.index() + ": another part is called " + name.get() + " too");
            }
            if (part.index() > 0) {
                compare(parts.get(0), part, problems);
            }
        }
    }

    private static void compare(Part first, Part later, Problems problems) {
        for (String name : SHARED) {
            Optional<Attribute> own = later.attribute(name);
            Optional<Attribute> shared = first.attribute(name);
            if (own.isPresent() && !sameValue(own.get(), shared)) {
                problems.warn(
                        ProblemKind.SHARED_ATTRIBUTE_DIFFERS,
                        own.get().offset(),
                        "part " + later.index() + ": " + name + " is "
                                + own.get().value().asText() + ", in part 0 it is "
                                + shared.map(attribute -> attribute.value().asText())
                                        .orElse("absent"));
            }
        }
        Optional<Attribute> own = later.attribute(COLOUR_SPACE);
        if (own.isPresent()
                && !own.get().value().asText().equals(NO_COLOUR)
                && !sameValue(own.get(), first.attribute(COLOUR_SPACE))) {
            problems.warn(
                    ProblemKind.SHARED_ATTRIBUTE_DIFFERS,
                    own.get().offset(),
                    "part " + later.index() + ": " + COLOUR_SPACE + " is "
                            + own.get().value().asText() + "; it is that of part 0, or data");
        }
    }

    private static boolean sameValue(Attribute own, Optional<Attribute> shared) {
        return shared.isPresent()
                && own.typeName().equals(shared.get().typeName())
                && own.value().equals(shared.get().value());
    }

    private static long offset(Part part, String name) {
        return part.attribute(name).map(Attribute::offset).orElse(-1L);
    }
}
