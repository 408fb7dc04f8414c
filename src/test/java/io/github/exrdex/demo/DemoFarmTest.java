package io.github.exrdex.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFarmTest {
    private static final long NOW_MS = 1_795_000_000_000L;
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    private Path folder;

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void saysHowManyFilesAndSequencesThereAre() throws IOException {
        PlantedFarm farm = DemoFarm.write(folder, NOW_MS);
        List<Path> files = files(folder);
        assertEquals(farm.fileCount(), files.size());
        assertEquals(
                farm.sequenceCount(),
                files.stream().map(Path::getParent).distinct().count());
        assertTrue(files.stream().allMatch(file -> file.toString().endsWith(".exr")));
    }

    @Test
    void oneFrameIsMissingBetweenItsNeighbours() throws IOException {
        Path missing = DemoFarm.write(folder, NOW_MS).missingFrame();
        assertFalse(Files.exists(missing));
        assertTrue(missing.toString().endsWith(".1005.exr"), missing.toString());
        assertTrue(Files.exists(Path.of(missing.toString().replace(".1005.", ".1004."))));
        assertTrue(Files.exists(Path.of(missing.toString().replace(".1005.", ".1006."))));
    }

    @Test
    void oneFileEndsBeforeItsLastChunk() throws IOException {
        PlantedFarm farm = DemoFarm.write(folder, NOW_MS);
        byte[] cut = Files.readAllBytes(farm.cutFile());
        byte[] neighbour = Files.readAllBytes(Path.of(farm.cutFile().toString().replace(".1006.", ".1007.")));
        assertTrue(cut.length < neighbour.length * 0.6);
        assertEquals(
                List.of(farm.cutFile()),
                files(folder).stream()
                        .filter(file -> !endsWithItsLastChunk(file))
                        .toList());
    }

    @Test
    void justOneShotHasNoCryptomatte() throws IOException {
        PlantedFarm farm = DemoFarm.write(folder, NOW_MS);
        List<String> without = files(folder).stream()
                .filter(file -> !text(file).contains("CryptoObject00.R\0"))
                .map(file -> file.getName(folder.getNameCount() + 2).toString())
                .distinct()
                .toList();
        assertEquals(List.of(farm.shotWithoutCryptomatte()), without);
        assertTrue(files(folder).stream()
                .allMatch(file -> text(file).contains("CryptoObject00.R\0")
                        == text(file).contains("cryptomatte/3ae39a5/manifest\0")));
    }

    @Test
    void oneLayerHasSeveralParts() throws IOException {
        PlantedFarm farm = DemoFarm.write(folder, NOW_MS);
        for (Path file : files(folder)) {
            boolean multipart = (Files.readAllBytes(file)[5] & 0x10) != 0;
            assertEquals(farm.multipartSequence().equals(file.getParent()), multipart, file.toString());
        }
    }

    @Test
    void everyFileIsHoursOldAndSmall() throws IOException {
        DemoFarm.write(folder, NOW_MS);
        for (Path file : files(folder)) {
            long ageMs = NOW_MS - Files.getLastModifiedTime(file).toMillis();
            assertTrue(ageMs > 2 * HOUR_MS && ageMs <= 6 * HOUR_MS, file + " is " + ageMs + " ms old");
            assertTrue(Files.size(file) < 10_000, file + " has " + Files.size(file) + " bytes");
        }
    }

    @Test
    void theSameTimeGivesTheSameFiles() throws IOException {
        DemoFarm.write(folder.resolve("one"), NOW_MS);
        DemoFarm.write(folder.resolve("two"), NOW_MS);
        List<Path> one = files(folder.resolve("one"));
        List<Path> two = files(folder.resolve("two"));
        assertEquals(one.size(), two.size());
        for (int i = 0; i < one.size(); i++) {
            assertArrayEquals(Files.readAllBytes(one.get(i)), Files.readAllBytes(two.get(i)));
        }
    }

    @Test
    void neverWritesOverAFileThatIsThere() throws IOException {
        DemoFarm.write(folder, NOW_MS);
        assertThrows(FileAlreadyExistsException.class, () -> DemoFarm.write(folder, NOW_MS));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** By the first offset, which stands where the tables end: the offsets before it name every chunk. */
    private static boolean endsWithItsLastChunk(Path file) {
        byte[] bytes = text(file).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean multipart = (bytes[5] & 0x10) != 0;
        for (int table = 8; table + 8 <= bytes.length; table++) {
            long first = buffer.getLong(table);
            long entries = (first - table) / 8;
            boolean fits = first > table && (first - table) % 8 == 0 && first < bytes.length && entries <= 64;
            if (fits && isRising(buffer, table, (int) entries)) {
                int last = (int) buffer.getLong(table + 8 * ((int) entries - 1));
                int sizeAt = last + (multipart ? 8 : 4);
                return sizeAt + 4 <= bytes.length && sizeAt + 4 + buffer.getInt(sizeAt) == bytes.length;
            }
        }
        throw new AssertionError("no offset table in " + file);
    }

    private static boolean isRising(ByteBuffer buffer, int table, int entries) {
        for (int i = 1; i < entries; i++) {
            long step = buffer.getLong(table + 8 * i) - buffer.getLong(table + 8 * (i - 1));
            if (step <= 0 || step > 100_000) {
                return false;
            }
        }
        return true;
    }
}
