package io.github.exrdex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Part;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import io.github.exrdex.support.FilledIndex;
import io.github.exrdex.support.TempIndex;
import io.github.exrdex.support.TinyExr;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CryptomatteViewTest {
    private static final Path ROOT = Path.of("/renders");
    private static final FileStamp STAMP = new FileStamp(1, 1, 1, 1);
    private static final String ALL = "SELECT * FROM v_cryptomatte ORDER BY path, part_index, id";

    @TempDir
    Path folder;

    @Test
    void everyLayerOfARealFileIsARow() throws Exception {
        String manifest = "{\"bunny\":\"13851a76\",\"größe\":\"0a1b2c3d\"}";
        Path file = TinyExr.scanline(8, 8)
                .string("cryptomatte/f834d0a/name", "crypto_object")
                .string("cryptomatte/f834d0a/hash", "MurmurHash3_32")
                .string("cryptomatte/f834d0a/conversion", "uint32_to_float32")
                .string("cryptomatte/f834d0a/manifest", manifest)
                .string("cryptomatte/0a1b2c3/name", "crypto_material")
                .string("cryptomatte/0a1b2c3/manif_file", "material.json")
                .string("cryptomatteX/f834d0a/name", "no cryptomatte")
                .string("cryptomatte/", "none")
                .string("cryptomatte/alone", "none")
                .string("cryptomatte//name", "none")
                .writeTo(folder.resolve("a.exr"));
        byte[] utf8 = manifest.getBytes(StandardCharsets.UTF_8);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
        try (FilledIndex index = new FilledIndex(folder, folder, TempIndex.PLAIN, PathTokens.NONE, Set.of())) {
            index.scan(file);
            assertEquals(
                    List.of(
                            List.of(
                                    1L,
                                    file.toString(),
                                    0L,
                                    "0a1b2c3",
                                    "crypto_material",
                                    "null",
                                    "null",
                                    "null",
                                    "null",
                                    "null",
                                    "material.json"),
                            List.of(
                                    1L,
                                    file.toString(),
                                    0L,
                                    "f834d0a",
                                    "crypto_object",
                                    "MurmurHash3_32",
                                    "uint32_to_float32",
                                    2L,
                                    (long) utf8.length,
                                    sha256,
                                    "null")),
                    index.index().rows(ALL));
        }
    }

    @Test
    void aManifestThatChangesFromFrameToFrameStandsWithTheRest() {
        try (FilledIndex index = filled(Set.of("cryptomatte/aaaaaaa/manifest"))) {
            for (int frame = 1; frame <= 3; frame++) {
                put(index, "/renders/x." + frame + ".exr", List.of(part(0, "aaaaaaa", 10 + frame)));
            }
            assertEquals(
                    List.of(
                            List.of("/renders/x.1.exr", "crypto_aaaaaaa", 11L),
                            List.of("/renders/x.2.exr", "crypto_aaaaaaa", 12L),
                            List.of("/renders/x.3.exr", "crypto_aaaaaaa", 13L)),
                    index.index().rows("SELECT path, name, manifest_entries FROM v_cryptomatte ORDER BY path"));
        }
    }

    @Test
    void partsKeepTheirOwnLayers() {
        try (FilledIndex index = filled(Set.of())) {
            put(index, "/renders/x.exr", List.of(part(0, "aaaaaaa", 1), part(1, "bbbbbbb", 2), part(2, "aaaaaaa", 1)));
            assertEquals(
                    List.of(List.of(0L, "aaaaaaa", 1L), List.of(1L, "bbbbbbb", 2L), List.of(2L, "aaaaaaa", 1L)),
                    index.index()
                            .rows("SELECT part_index, id, manifest_entries FROM v_cryptomatte ORDER BY part_index"));
        }
    }

    @Test
    void anAttributeShowsItsTypedValueWhereTextIsNotEnough() {
        try (FilledIndex index = filled(Set.of())) {
            put(index, "/renders/x.exr", List.of(part(0, "aaaaaaa", 7)));
            assertEquals(
                    List.of(List.of("crypto_aaaaaaa", "null")),
                    index.index()
                            .rows("SELECT text, json FROM v_attribute WHERE name = ?", "cryptomatte/aaaaaaa/name"));
            assertEquals(
                    7,
                    index.index()
                            .number(
                                    "SELECT json ->> 'entries' FROM v_attribute WHERE name = ?",
                                    "cryptomatte/aaaaaaa/manifest"));
        }
    }

    private FilledIndex filled(Set<String> varying) {
        return new FilledIndex(folder, ROOT, TempIndex.PLAIN, PathTokens.NONE, varying);
    }

    private static void put(FilledIndex index, String path, List<Part> parts) {
        index.put(Path.of(path), STAMP, FileState.COMPLETE, parts, List.of());
    }

    private static Part part(int number, String id, int entries) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(attribute("name", new AttributeValue.Text("part" + number)));
        attributes.add(attribute("cryptomatte/" + id + "/name", new AttributeValue.Text("crypto_" + id)));
        attributes.add(attribute(
                "cryptomatte/" + id + "/manifest",
                new AttributeValue.Opaque(entries * 20L, "ab" + entries, "", entries)));
        return new Part(number, "scanlineimage", List.of(), attributes, 1);
    }

    private static Attribute attribute(String name, AttributeValue value) {
        return new Attribute(name, "string", value, 0, 0);
    }
}
