package io.github.exrdex.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.file.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigFileTest {
    @TempDir
    private Path folder;

    private FileSettings read(String toml) throws IOException {
        return ConfigFile.read(Files.writeString(folder.resolve("exrdex.toml"), toml), Path.of("/home/ann"));
    }

    /** The message without the path of the file, {@code LINE:COL: what is wrong}. */
    private String refusalOf(String toml) {
        String message = Objects.requireNonNull(
                assertThrows(ConfigException.class, () -> read(toml)).getMessage());
        String file = folder.resolve("exrdex.toml") + ":";
        assertTrue(message.startsWith(file), message);
        assertEquals(1, message.lines().count());
        return message.substring(file.length());
    }

    @Test
    void readsWhatTheContractShows() throws IOException {
        FileSettings settings = read("""
                [index]
                database = "/var/lib/exrdex/index.db"
                workers = 8
                writing_minutes = 90
                settle_seconds = 5
                network_settle_seconds = 40
                hot_poll_seconds = 7
                poll_seconds = 20
                recent_poll_minutes = 4
                sweep_minutes = 240
                header_limit_mib = 32
                value_limit_kib = 128
                history_days = 14
                [[root]]
                path = "/mnt/renders"
                mode = "poll"
                exclude = ["**/.snapshot/**", "**/tmp/**"]
                [[root]]
                path = "/mnt/plates"
                [[template]]
                name = "lighting"
                pattern = "**/{show}/{shot}.{frame}.exr"
                [[group]]
                name = "mattes"
                channels = ["matte*"]
                [[alias]]
                aov = "specular"
                also = ["spec", "specular_direct"]
                [[question]]
                name = "no-crypto"
                help = "which lack it?"
                args = ["find", "--lacks", "cryptomatte"]
                [[question]]
                name = "all"
                args = ["find"]
                [[on]]
                name = "cut"
                state = ["truncated", "corrupt"]
                paths = ["**/lighting/**"]
                command = ["bin/tell", "--cut; rm x"]
                quiet_seconds = 0
                timeout_seconds = 5
                at_once = 4
                batch = 100
                [[on]]
                name = "whole"
                sequence = "complete"
                command = ["tell"]
                """);
        assertEquals(Optional.of(Path.of("/var/lib/exrdex/index.db")), settings.database());
        assertEquals(new Tuning(8, 90, 5, 40, 7, 20, 4, 240, 32, 128, 14), settings.tuning());
        assertEquals(
                List.of(RootMode.POLL, RootMode.AUTO),
                settings.roots().stream().map(WatchedRoot::mode).toList());
        assertEquals(2, settings.roots().get(0).exclude().size());
        assertEquals(
                "**/{show}/{shot}.{frame}.exr",
                settings.templates().get(0).pattern().text());
        assertEquals(List.of(new ChannelGroup("mattes", List.of("matte*"))), settings.groups());
        assertEquals(List.of(new AovAlias("specular", List.of("spec", "specular_direct"))), settings.aliases());
        assertEquals(
                List.of(
                        new SavedQuestion("no-crypto", "which lack it?", List.of("find", "--lacks", "cryptomatte")),
                        new SavedQuestion("all", "", List.of("find"))),
                settings.questions());
        HookRule cut = settings.hooks().get(0);
        assertEquals(Set.of(FileState.TRUNCATED, FileState.CORRUPT), cut.states());
        assertTrue(cut.isAbout(Path.of("/mnt"), Path.of("/mnt/a/lighting/x.exr")));
        assertFalse(cut.isAbout(Path.of("/mnt"), Path.of("/mnt/a/plates/x.exr")));
        assertEquals(List.of(folder.resolve("bin/tell").toString(), "--cut; rm x"), cut.command());
        assertEquals(new HookRule.Pace(0, 5, 4, 100), cut.pace());
        HookRule whole = settings.hooks().get(1);
        assertTrue(whole.isOfSequences() && whole.isAbout(Path.of("/mnt"), Path.of("/mnt/x.exr")));
        assertEquals(List.of("tell"), whole.command());
        assertEquals(new HookRule.Pace(60, 60, 1, 1), whole.pace());
    }

    @Test
    void anEmptyFileMeansTheDefaults() throws IOException {
        assertEquals(FileSettings.NONE, read("# nothing here\n"));
    }

    @Test
    void relativePathsStartFromTheFolderOfTheFile() throws IOException {
        FileSettings settings = read("""
                index.database = "db/index.db"
                [[root]]
                path = "../renders"
                [[root]]
                path = "~/shots"
                """);
        assertEquals(folder.resolve("db/index.db"), settings.database().orElseThrow());
        assertEquals(folder.resolveSibling("renders"), settings.roots().get(0).path());
        assertEquals(Path.of("/home/ann/shots"), settings.roots().get(1).path());
    }

    static List<List<String>> refused() {
        return List.of(
                List.of("[index]\ndatabse = 'x'\n", "2:1: unknown key databse in [index], did you mean database?"),
                List.of(
                        "[index]\n  colour = 'x'\n",
                        "2:3: unknown key colour in [index], known are database, workers, writing_minutes, "
                                + "settle_seconds, network_settle_seconds, hot_poll_seconds, poll_seconds, "
                                + "recent_poll_minutes, sweep_minutes, header_limit_mib, value_limit_kib, "
                                + "history_days"),
                List.of(
                        "[[root]]\npath='/a'\ndatabase = 'x'\n",
                        "3:1: unknown key database in [[root]], it belongs in [index]"),
                List.of("database = 'x'\n", "1:1: database stands outside of any table, it belongs in [index]"),
                List.of("[indx]\n", "1:1: unknown table indx, did you mean index?"),
                List.of("[[roots]]\npath = '/a'\n", "1:1: unknown table roots, did you mean root?"),
                List.of("[[aliases]]\naov = 'a'\n", "1:1: unknown table aliases, did you mean alias?"),
                List.of("[index]\nsettle = 3\n", "2:1: unknown key settle in [index], did you mean settle_seconds?"),
                List.of("[root]\npath = '/a'\n", "1:1: root is a table here, write [[root]] and its keys below"),
                List.of("[[index]]\nworkers = 1\n", "1:1: index is a list here, write [index] and its keys below"),
                List.of("root = ['/a']\n", "1:9: write [[root]] and its keys below"),
                List.of("[index]\nworkers = '8'\n", "2:1: workers must be a whole number without quotes, not text"),
                List.of("[index]\nworkers = -1\n", "2:1: workers goes from 0 to 256, not -1"),
                List.of(
                        "[index]\nworkers = 1.5\n",
                        "2:1: workers must be a whole number without quotes, not a number with a point"),
                List.of("[index]\nsettle_seconds = 0\n", "2:1: settle_seconds goes from 1 to 3600, not 0"),
                List.of("[index]\ndatabase = 5\n", "2:1: database must be text in quotes, not a whole number"),
                List.of("[index]\ndatabase = ''\n", "2:1: database is empty"),
                List.of("[index]\ndatabase = \"a\\u0000b\"\n", "2:1: not a path: a?b"),
                List.of(
                        "[index]\ndatabase = '~bob/x'\n",
                        "2:1: only ~/ is understood, for one's own home: write ~bob/x in full"),
                List.of("[[root]]\nmode = 'auto'\n", "1:1: [[root]] needs the key path"),
                List.of("[[root]]\npath = '/a'\nmode = 'pol'\n", "3:1: unknown mode pol, did you mean poll?"),
                List.of(
                        "[[root]]\npath = '/a'\nmode = 'events'\n",
                        "3:1: unknown mode events, known are auto, watch, poll"),
                List.of(
                        "[[root]]\npath = '/a'\nexclude = '**/tmp'\n",
                        "3:1: exclude must be a list of texts, as in [\"a\", \"b\"], not text"),
                List.of(
                        "[[root]]\npath = '/a'\nexclude = ['ok',\n  'tmp**']\n",
                        "4:3: exclude tmp**: ** stands for whole folders, so it must stand alone between slashes"),
                List.of(
                        "[[root]]\npath = '/a'\nexclude = ['ok', 7]\n",
                        "3:18: exclude holds a whole number where text in quotes belongs"),
                List.of("[[root]]\npath = '/a'\n[[root]]\npath = '/b/../a'\n", "4:1: /a is a root already, see line 2"),
                List.of("[[template]]\nname = 'x'\npattern = '{shot'\n", "3:1: pattern {shot: {shot is never closed"),
                List.of("[[template]]\npattern = '{shot}'\n", "1:1: [[template]] needs the key name"),
                List.of(
                        "[[template]]\nname = 'a'\npattrn = '{shot}'\n",
                        "3:1: unknown key pattrn in [[template]], did you mean pattern?"),
                List.of(
                        "[[template]]\nname='a'\npattern='{shot}'\n[[template]]\nname='a'\npattern='{shot}'\n",
                        "5:1: a second template a, each name stands once"),
                List.of("[[group]]\nname = 'x'\nchannels = []\n", "3:1: channels is an empty list"),
                List.of("[[question]]\nname = 'a'\n", "1:1: [[question]] needs the key args"),
                List.of("[[question]]\nargs = ['find']\n", "1:1: [[question]] needs the key name"),
                List.of("[[question]]\nname = 'a'\nargs = []\n", "3:1: args is an empty list"),
                List.of(
                        "[[question]]\nname = 'a'\nargs = 'find --lacks Z'\n",
                        "3:1: args must be a list of texts, as in [\"a\", \"b\"], not text"),
                List.of(
                        "[[question]]\nname = 'a'\nargs = ['find --lacks Z']\n",
                        "3:9: args has a text for each word, as in [\"find\", \"--lacks\", \"cryptomatte\"]"),
                List.of(
                        "[[question]]\nname = 'a'\nargs = ['ask', 'a']\n",
                        "3:9: a question cannot run ask: write what is to be asked"),
                List.of(
                        "[[question]]\nname = 'a'\nargs = ['exrdex', 'find']\n",
                        "3:9: args begin with the verb, leave out exrdex"),
                List.of(
                        "[[question]]\nname = 'a'\nargs = ['--db', 'x', 'find']\n",
                        "3:9: args begin with the verb, options like --db follow it"),
                List.of(
                        "[[question]]\nname = 'two words'\nargs = ['find']\n",
                        "2:1: name two words: it is typed as one word, of letters, digits, . _ and -"),
                List.of(
                        "[[question]]\nname = 'a'\nargs = ['find']\n[[question]]\nname = 'a'\nargs = ['du']\n",
                        "5:1: a second question a, each name stands once"),
                List.of(
                        "[[question]]\nname = 'a'\narg = ['find']\nargs = ['find']\n",
                        "3:1: unknown key arg in [[question]], did you mean args?"),
                List.of(
                        "[[on]]\nname='a'\ncommand=['b']\n",
                        "1:1: [[on]] needs the key state, or sequence = \"complete\""),
                List.of("[[on]]\nname='a'\nstate=['empty']\n", "1:1: [[on]] needs the key command"),
                List.of(
                        "[[on]]\nname='a'\nstate=['truncatd']\ncommand=['b']\n",
                        "3:8: unknown state truncatd, did you mean truncated?"),
                List.of("[[on]]\nname='a'\nstate=[]\ncommand=['b']\n", "3:1: state is an empty list"),
                List.of(
                        "[[on]]\nname='a'\nsequence='whole'\ncommand=['b']\n",
                        "3:1: sequence knows one word, \"complete\", not whole"),
                List.of(
                        "[[on]]\nname='a'\nstate=['gone']\nsequence='complete'\ncommand=['b']\n",
                        "4:1: a hook is told of files (state) or of sequences (sequence), write a second [[on]] for the"
                                + " other"),
                List.of(
                        "[[on]]\nname='a'\nstate=['gone']\ncommand='mail bob'\n",
                        "4:1: command must be a list with a text for each word, as in [\"/usr/local/bin/tell\","
                                + " \"--cut\"]: no shell takes it apart"),
                List.of(
                        "[[on]]\nname='two words'\nstate=['gone']\ncommand=['b']\n",
                        "2:1: name two words: it stands in log lines as one word, of letters, digits, . _ and -"),
                List.of(
                        "[[on]]\nname='a'\nstate=['gone']\ncommand=['b']\n[[on]]\nname='a'\nstate=['gone']\ncommand=['b']\n",
                        "6:1: a second hook a, each name stands once"),
                List.of(
                        "[[on]]\nname='a'\nstate=['gone']\ncommand=['b']\ntimeout=60\n",
                        "5:1: unknown key timeout in [[on]], did you mean timeout_seconds?"),
                List.of(
                        "[[on]]\nname='a'\nstate=['gone']\ncommand=['b']\nat_once=33\n",
                        "5:1: at_once goes from 1 to 32, not 33"),
                List.of(
                        "[[on]]\nname='a'\nsequence='complete'\ncommand=['b']\nquiet_seconds=0\n",
                        "5:1: quiet_seconds goes from 1 to 86400, not 0"),
                List.of(
                        "[[on]]\nname='a'\nstate=['gone']\ncommand=['b']\npaths=['a**']\n",
                        "5:8: paths a**: ** stands for whole folders, so it must stand alone between slashes"),
                List.of(
                        "[[group]]\nname = 'x'\nchannels = ['**.R']\n",
                        "3:13: channel names have no folders: write * for **.R"),
                List.of(
                        "[[alias]]\naov='spec'\nalso=['s']\n[[alias]]\naov='spec'\nalso=['t']\n",
                        "5:1: a second alias spec, each name stands once"),
                List.of(
                        "[[alias]]\naov='spec'\nalso=['s']\n[[alias]]\naov='shadow'\nalso=['s']\n",
                        "6:7: s is an alias of spec already"),
                List.of(
                        "[[alias]]\naov='spec'\nalso=['s']\n[[alias]]\naov='s'\nalso=['t']\n",
                        "3:7: s is the aov of an [[alias]], so it cannot be an alias too"),
                List.of(
                        "[index]\ndatabase = /var/lib\n",
                        "2:12: Unexpected '/', expected a value (text and paths stand in quotes)"),
                List.of("[index]\n[index]\n", "2:1: index previously defined at line 1, column 1"),
                List.of("[index\n", "1:7: Unexpected end of line, expected ]"),
                List.of(
                        "[index]\nfoo = 1\nworkers = true\n",
                        "2:1: unknown key foo in [index], known are database, workers, "
                                + "writing_minutes, settle_seconds, network_settle_seconds, hot_poll_seconds, poll_seconds, "
                                + "recent_poll_minutes, sweep_minutes, header_limit_mib, value_limit_kib, history_days (and 1 more)"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithThePlaceAndTheRightWord(List<String> tomlAndMessage) {
        assertEquals(tomlAndMessage.get(1), refusalOf(tomlAndMessage.get(0)));
    }

    @Test
    void everyKnownKeyIsReadAndNotOnlyAccepted() {
        Map<String, String> required = Map.of(
                "path",
                "'/a'",
                "name",
                "'a'",
                "pattern",
                "'{a}'",
                "channels",
                "['a']",
                "aov",
                "'a'",
                "also",
                "['b']",
                "args",
                "['find']",
                "state",
                "['truncated']",
                "command",
                "['true']");
        for (ConfigKeys keys : ConfigKeys.ALL) {
            for (String key : keys.keys()) {
                StringBuilder toml = new StringBuilder(keys.heading() + "\n" + key + " = 1979-05-27\n");
                keys.keys().stream()
                        .filter(other -> !other.equals(key) && required.containsKey(other))
                        .forEach(other -> toml.append(other + " = " + required.get(other) + "\n"));
                String message = refusalOf(toml.toString());
                assertTrue(message.startsWith("2:1: " + key + " must be "), message);
            }
        }
    }

    @Test
    void refusesWhatIsNoTextFile() throws IOException {
        Path binary = Files.write(folder.resolve("exrdex.toml"), new byte[] {0x76, 0x2f, (byte) 0xff});
        assertEquals(
                binary + ": not UTF-8 text, save it as UTF-8",
                assertThrows(ConfigException.class, () -> ConfigFile.read(binary, folder))
                        .getMessage());
        assertEquals(
                folder + ": is a folder, not a config file",
                assertThrows(ConfigException.class, () -> ConfigFile.read(folder, folder))
                        .getMessage());
    }

    @Test
    void aByteOrderMarkOfAnEditorDoesNoHarm() throws IOException {
        assertEquals(3, read("\ufeff[index]\nworkers = 3\n").tuning().workers());
    }

    @Test
    void aMessageStaysOneLineWhateverTheFileSays() {
        assertTrue(refusalOf("\"a\\nb\\u001b[31m\" = 1\n").startsWith("1:1: unknown key a?b?[31m, "));
    }
}
