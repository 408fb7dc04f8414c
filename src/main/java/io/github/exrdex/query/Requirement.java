package io.github.exrdex.query;

import io.github.exrdex.file.FileState;
import io.github.exrdex.naming.Glob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a rule asks of files. Every shape says how it is looked for, and what it wants in words. */
public sealed interface Requirement
        permits RequiredAovs,
                RequiredAttributes,
                RequiredFrames,
                RequiredNames,
                RequiredPicture,
                Requirement.NoneOf,
                Requirement.CompressionIn,
                Requirement.PixelTypeIn,
                Requirement.PartTypeIn,
                Requirement.MostParts,
                Requirement.Padding,
                Requirement.StateIn,
                Requirement.Fits {

    /** For people: {@code none, zip or piz}. */
    String wanted();

    /** The files that do not meet it, sequence by sequence. */
    List<Finding> check(CheckedFiles files);

    /** Does that go through the files once more, where other rules mostly look at what is counted and read of all headers? */
    default boolean asksFiles() {
        return false;
    }

    /** Names that must not be there; an AOV, a layer, a group, a channel or a part each, or a glob. */
    record NoneOf(List<String> names) implements Requirement {
        public NoneOf {
            names = List.copyOf(names);
        }

        @Override
        public String wanted() {
            return "no " + WordList.either(names);
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
            return WordList.either(compressions);
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
            return WordList.either(types) + " for " + String.join(",", channels)
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

    /** @param types the file's own words */
    record PartTypeIn(List<String> types) implements Requirement {
        public PartTypeIn {
            types = List.copyOf(types);
        }

        @Override
        public String wanted() {
            return WordList.either(types);
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
            return WordList.either(states.stream().sorted().map(FileState::text).toList());
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
        public boolean asksFiles() {
            return true;
        }

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
