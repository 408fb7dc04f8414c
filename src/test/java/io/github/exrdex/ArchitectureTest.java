package io.github.exrdex;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between packages, as ARCHITECTURE.md draws them. An arrow that is missing here is one that nobody agreed to. */
final class ArchitectureTest {
    private static final String ROOT = "io.github.exrdex";

    /** Package to the packages that it may know. */
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("exr", Set.of()),
            Map.entry("file", Set.of()),
            Map.entry("naming", Set.of("exr")),
            Map.entry("json", Set.of("exr")),
            Map.entry("config", Set.of("file")),
            Map.entry("parse", Set.of("exr", "file")),
            Map.entry("store", Set.of("exr", "file", "naming", "json")),
            Map.entry("watch", Set.of("file")),
            Map.entry("queue", Set.of("file")),
            Map.entry("index", Set.of("watch", "queue", "parse", "store", "naming", "exr", "file")),
            Map.entry("query", Set.of("exr", "file", "naming", "json")),
            Map.entry("hook", Set.of("config", "index", "store", "query", "file")),
            Map.entry("health", Set.of("query", "index", "parse", "watch", "exr", "file")),
            Map.entry("tokens", Set.of("config", "store")),
            Map.entry("write", Set.of("exr")),
            Map.entry("demo", Set.of("write", "exr")),
            Map.entry("spec", Set.of("config", "query", "exr", "file")),
            Map.entry("bench", Set.of("parse", "index", "query", "write", "exr", "file")),
            Map.entry(
                    "cli",
                    Set.of(
                            "config", "index", "query", "spec", "health", "tokens", "demo", "bench", "hook", "parse",
                            "naming", "exr", "file"))));

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesKnowOnlyThoseThatTheirArrowsPointAt() {
        ARROWS.forEach((from, to) -> classes()
                .that()
                .resideInAPackage(inside(from))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(allowed(from, to))))
                .allowEmptyShould(true)
                .check(OURS));
    }

    private static String[] allowed(String from, Set<String> to) {
        Set<String> names = new TreeSet<>(to);
        names.add(from);
        return names.stream().map(ArchitectureTest::inside).toArray(String[]::new);
    }

    private static String inside(String name) {
        return ROOT + "." + name + "..";
    }

    @Test
    void everyPackageHasItsArrows() {
        Set<String> strangers = OURS.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).replaceAll("\\..*", ""))
                .filter(name -> !ARROWS.containsKey(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), strangers, "packages that ARCHITECTURE.md and this test do not know");
    }

    @Test
    void everyArrowIsUsed() {
        Map<String, Set<String>> used = new TreeMap<>();
        ARROWS.keySet().forEach(name -> used.put(name, new TreeSet<>()));
        for (JavaClass from : OURS) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass();
                if (isInside(from) && isInside(to) && !shortName(from).equals(shortName(to))) {
                    used.computeIfAbsent(shortName(from), any -> new TreeSet<>())
                            .add(shortName(to));
                }
            }
        }
        assertEquals(ARROWS, used);
    }

    private static boolean isInside(JavaClass found) {
        return found.getPackageName().startsWith(ROOT + ".");
    }

    private static String shortName(JavaClass found) {
        return found.getPackageName().substring(ROOT.length() + 1).replaceAll("\\..*", "");
    }

    @Test
    void architectureMdDrawsTheseArrows() throws IOException {
        Map<String, Set<String>> drawn = new TreeMap<>();
        Matcher row = Pattern.compile("^\\| `(\\w+)` \\| .* \\| ?([^|]*)\\|$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("ARCHITECTURE.md")));
        while (row.find()) {
            Set<String> named = ours(row.group(2));
            if (row.group(2).startsWith("all but ")) {
                named.add(row.group(1));
                Set<String> others = new TreeSet<>(ARROWS.keySet());
                others.removeAll(named);
                named = others;
            }
            drawn.put(row.group(1), named);
        }
        assertEquals(ARROWS, drawn);
    }

    @Test
    void everyLegendNamesWhatItsPackageMayImport() throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        for (String name : ARROWS.keySet()) {
            String legend = Files.readString(
                            Path.of("src/main/java", ROOT.split("\\.", -1)).resolve(name + "/package-info.java"))
                    .replaceAll("\\s*\\n \\*\\s*", " ");
            Matcher list = Pattern.compile("May import: (.*?)\\. ").matcher(legend);
            told.put(name, list.find() ? ours(list.group(1).replaceAll("\\([^)]*\\)", "")) : Set.of());
        }
        assertEquals(ARROWS, told);
    }

    /** The packages of ours that a text names. */
    private static Set<String> ours(String text) {
        return Pattern.compile("[a-z-]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(ARROWS::containsKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> silent = OURS.stream()
                .map(JavaClass::getPackage)
                .filter(of -> !saysWhatItIsFor(of))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), silent, "packages without a package-info that is @NullMarked");
    }

    private static boolean saysWhatItIsFor(JavaPackage of) {
        return of.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    @Test
    void onlyTheFolderWatcherKnowsTheWatcherLibrary() {
        onlyFrom(is(ROOT + ".watch.FolderWatcher"), "io.methvin..");
    }

    @Test
    void onlyStoreKnowsFlyway() {
        onlyFrom(resideInAPackage(inside("store")), "org.flywaydb..");
    }

    @Test
    void onlyStoreAndQueryKnowSqlite() {
        onlyFrom(resideInAnyPackage(inside("store"), inside("query")), "org.sqlite..");
    }

    /**
     * Two others may name one class of it each: the writing loop hands the writer's handle on, Main tells its exception to users.
     * Questions go without it: to load it takes longer than to answer.
     */
    @Test
    void onlyTheStoreKnowsJdbi() {
        DescribedPredicate<JavaClass> owner = resideInAPackage(inside("store"));
        DescribedPredicate<JavaClass> handle = is("org.jdbi.v3.core.Handle");
        DescribedPredicate<JavaClass> exception = is("org.jdbi.v3.core.JdbiException");
        onlyFrom(owner, resideInAPackage("org.jdbi..").and(not(handle.or(exception))));
        onlyFrom(owner.or(resideInAPackage(inside("index"))), handle);
        onlyFrom(owner.or(is(ROOT + ".Main")), exception);
    }

    private static void onlyFrom(DescribedPredicate<? super JavaClass> these, String... libraries) {
        onlyFrom(these, resideInAnyPackage(libraries));
    }

    private static void onlyFrom(
            DescribedPredicate<? super JavaClass> these, DescribedPredicate<? super JavaClass> libraries) {
        noClasses()
                .that(not(these))
                .should()
                .dependOnClassesThat(libraries)
                .allowEmptyShould(true)
                .check(OURS);
    }

    /** The class of that name and those inside it. */
    private static DescribedPredicate<JavaClass> is(String... names) {
        return DescribedPredicate.describe(
                "is " + String.join(" or ", names),
                found -> Arrays.stream(names)
                        .anyMatch(name ->
                                found.getName().equals(name) || found.getName().startsWith(name + "$")));
    }
}
