package io.github.exrdex.query;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Reals;
import io.github.exrdex.file.FileState;
import io.github.exrdex.naming.Glob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a rule asks of files. Every shape says how it is looked for, and what it wants in words. */
public sealed interface Requirement
        permits RequiredAovs,
                RequiredAttributes,
                RequiredFrames,
                RequiredNames,
                Requirement.NoneOf,
                Requirement.CompressionIn,
                Requirement.PixelTypeIn,
                Requirement.ResolutionIn,
                Requirement.LeastResolution,
                Requirement.DisplayWindowAtOrigin,
                Requirement.DataWindowIs,
                Requirement.PixelAspect,
                Requirement.PartTypeIn,
                Requirement.MostParts,
                Requirement.Padding,
                Requirement.StateIn,
                Requirement.Fits {

    /** For people: {@code none, zip or piz}. */
    String wanted();

    /** The files that do not meet it, sequence by sequence. */
    List<Finding> check(CheckedFiles files);

    private static String either(List<String> words) {
        return words.size() == 1
                ? words.get(0)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }

    /** Names that must not be there; an AOV, a layer, a group, a channel or a part each, or a glob. */
    record NoneOf(List<String> names) implements Requirement {
        public NoneOf {
            names = List.copyOf(names);
        }

        @Override
        public String wanted() {
            return "no " + either(names);
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return files.byHeader((sequence, parts) -> {
                List<String> there = names.stream()
                        .filter(name ->
                                files.has(parts, name, sequence.identity().token(PathToken.AOV.text())))
                        .toList();
                return there.isEmpty() ? Optional.empty() : Optional.of("has " + String.join(",", there));
            });
        }
    }

    record CompressionIn(List<String> compressions) implements Requirement {
        public CompressionIn {
            compressions = List.copyOf(compressions);
        }

        @Override
        public String wanted() {
            return either(compressions);
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return files.byPart(part -> part.form().compression().filter(found -> !compressions.contains(found)));
        }
    }

    /**
     * @param channels globs of full channel names
     * @param except globs of those that do not count
     * @param types half, float, uint
     */
    record PixelTypeIn(List<String> channels, List<String> except, List<String> types) implements Requirement {
        /** More channels than this are not named in a finding. */
        private static final int MOST_NAMED = 3;

        public PixelTypeIn {
            channels = List.copyOf(channels);
            except = List.copyOf(except);
            types = List.copyOf(types);
        }

        @Override
        public String wanted() {
            return either(types) + " for " + String.join(",", channels)
                    + (except.isEmpty() ? "" : " but not " + String.join(",", except));
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return files.byContent(part -> {
                Map<String, List<String>> wrong = part.channels().stream()
                        .filter(channel -> fits(channels, channel.names().name())
                                && !fits(except, channel.names().name())
                                && !types.contains(channel.pixelType()))
                        .collect(Collectors.groupingBy(
                                HeaderPart.Channel::pixelType,
                                Collectors.mapping(channel -> channel.names().name(), Collectors.toList())));
                return wrong.isEmpty()
                        ? Optional.empty()
                        : Optional.of(wrong.entrySet().stream()
                                .map(entry -> entry.getKey() + " in " + few(entry.getValue()))
                                .sorted()
                                .collect(Collectors.joining("; ")));
            });
        }

        private static String few(List<String> names) {
            return names.size() <= MOST_NAMED
                    ? String.join(",", names)
                    : String.join(",", names.subList(0, MOST_NAMED)) + " and " + (names.size() - MOST_NAMED) + " more";
        }

        private static boolean fits(List<String> globs, String name) {
            return globs.stream().anyMatch(glob -> Glob.matches(glob, name));
        }
    }

    /** Of the display window, in pixels. */
    record Size(long width, long height) {
        @Override
        public String toString() {
            return width + "x" + height;
        }

        static Size of(Box2i window) {
            return new Size(window.width(), window.height());
        }
    }

    private static List<Finding> byDisplayWindow(CheckedFiles files, Function<Box2i, Optional<String>> fault) {
        return files.byPart(part -> part.form().displayWindow().isEmpty()
                ? Optional.of("no display window")
                : fault.apply(part.form().displayWindow().get()));
    }

    record ResolutionIn(List<Size> sizes) implements Requirement {
        public ResolutionIn {
            sizes = List.copyOf(sizes);
        }

        @Override
        public String wanted() {
            return either(sizes.stream().map(Size::toString).toList());
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return byDisplayWindow(
                    files,
                    window -> Optional.of(Size.of(window))
                            .filter(size -> !sizes.contains(size))
                            .map(Size::toString));
        }
    }

    /** 0 where that side does not matter. */
    record LeastResolution(Size least) implements Requirement {
        @Override
        public String wanted() {
            List<String> sides = new ArrayList<>();
            if (least.width() > 0) {
                sides.add("at least " + least.width() + " wide");
            }
            if (least.height() > 0) {
                sides.add("at least " + least.height() + " high");
            }
            return String.join(", ", sides);
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return byDisplayWindow(
                    files,
                    window -> Optional.of(Size.of(window))
                            .filter(size -> size.width() < least.width() || size.height() < least.height())
                            .map(Size::toString));
        }
    }

    /** Its first corner is 0,0. */
    record DisplayWindowAtOrigin() implements Requirement {
        @Override
        public String wanted() {
            return "display window from 0,0";
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return byDisplayWindow(
                    files,
                    window -> window.minX() == 0 && window.minY() == 0
                            ? Optional.empty()
                            : Optional.of("display window " + Layout.text(window)));
        }
    }

    /** How the data window lies to the display window. */
    record DataWindowIs(Relation relation) implements Requirement {
        /** Either may be true of both windows at once where they are the same. */
        public enum Relation {
            SAME("the display window"),
            /** Nothing outside of the picture: no overscan. */
            INSIDE("inside the display window"),
            /** Nothing of the picture is missing: not cropped. */
            COVERS("at least the display window");

            private final String words;

            Relation(String words) {
                this.words = words;
            }

            /** As a spec says it. */
            public String text() {
                return name().toLowerCase(Locale.ROOT);
            }

            public static Optional<Relation> of(String text) {
                return Arrays.stream(values())
                        .filter(relation -> relation.text().equals(text))
                        .findFirst();
            }

            private boolean holds(Box2i data, Box2i display) {
                return switch (this) {
                    case SAME -> data.equals(display);
                    case INSIDE -> covers(display, data);
                    case COVERS -> covers(data, display);
                };
            }

            private static boolean covers(Box2i outer, Box2i inner) {
                return outer.minX() <= inner.minX()
                        && outer.minY() <= inner.minY()
                        && outer.maxX() >= inner.maxX()
                        && outer.maxY() >= inner.maxY();
            }
        }

        @Override
        public String wanted() {
            return "data window: " + relation.words;
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return files.byPart(part -> {
                Optional<Box2i> data = part.form().dataWindow();
                Optional<Box2i> display = part.form().displayWindow();
                if (data.isEmpty() || display.isEmpty()) {
                    return Optional.of("no window");
                }
                return relation.holds(data.get(), display.get())
                        ? Optional.empty()
                        : Optional.of("data window " + Layout.text(data.get()) + " of " + Layout.text(display.get()));
            });
        }
    }

    record PixelAspect(double ratio) implements Requirement {
        /** Ratios are stored as single floats: 1.9 comes back as 1.899999976. */
        private static final double EQUAL_WITHIN = 1e-6;

        @Override
        public String wanted() {
            return "pixel aspect ratio " + Reals.text(ratio);
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return files.byPart(part -> part.form()
                    .pixelAspectRatio()
                    .filter(found -> !(Math.abs(found - ratio) <= EQUAL_WITHIN * Math.abs(ratio)))
                    .map(found -> Reals.text(found.floatValue())));
        }
    }

    /** @param types the file's own words */
    record PartTypeIn(List<String> types) implements Requirement {
        public PartTypeIn {
            types = List.copyOf(types);
        }

        @Override
        public String wanted() {
            return either(types);
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return files.byPart(part -> part.form().type().filter(found -> !types.contains(found)));
        }
    }

    record MostParts(int most) implements Requirement {
        @Override
        public String wanted() {
            return most == 1 ? "1 part" : "at most " + most + " parts";
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return files.byHeader(
                    (sequence, parts) -> parts.size() > most ? Optional.of(parts.size() + " parts") : Optional.empty());
        }
    }

    /** @param digits of every frame number */
    record Padding(int digits) implements Requirement {
        @Override
        public String wanted() {
            return digits + " digits a frame";
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return files.sequences().stream()
                    .filter(sequence -> sequence.identity().name().numbered()
                            && sequence.identity().name().padding() != digits)
                    .map(sequence -> new Finding(
                            sequence,
                            sequence.frames(),
                            sequence.fileCount(),
                            sequence.identity().name().padding() + " digits"))
                    .toList();
        }
    }

    record StateIn(Set<FileState> states) implements Requirement {
        public StateIn {
            states = Set.copyOf(states);
        }

        @Override
        public String wanted() {
            return either(states.stream().sorted().map(FileState::text).toList());
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return files.sequences().stream()
                    .flatMap(sequence -> CheckedFiles.ofTallies(
                            sequence,
                            tally -> states.contains(tally.kind().state())
                                    ? Optional.empty()
                                    : Optional.of(tally.kind().state().text()))
                            .stream())
                    .toList();
        }
    }

    /**
     * An expression as for {@code --where}.
     *
     * @param asTyped for people
     */
    record Fits(String asTyped, Where where) implements Requirement {
        @Override
        public String wanted() {
            return asTyped;
        }

        @Override
        public List<Finding> check(CheckedFiles files) {
            return files.notFitting(
                    new Filters(List.of(), List.of(), List.of(), List.of(), Set.of(), List.of(where)), "does not fit");
        }
    }
}
