package io.github.exrdex.parse;

import static io.github.exrdex.parse.Window.doubleAt;
import static io.github.exrdex.parse.Window.floatAt;
import static io.github.exrdex.parse.Window.intAt;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.ProblemKind;
import io.github.exrdex.exr.Verdict;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The values of attributes, by type name (format notes, section 3.1). Every value is a slice of its declared size: a
 * decoder reads inside it, and whatever it finds there, the header goes on behind it.
 *
 * <p>Threads: one.
 */
final class AttributeDecoder {
    private static final int DIGEST_STEP = 1 << 20;
    private static final int ANY_SIZE = -1;

    private static final List<String> LINE_ORDERS = List.of("increasing_y", "decreasing_y", "random_y");
    private static final List<String> ENVIRONMENT_MAPS = List.of("latlong", "cube");
    private static final List<String> DEEP_STATES = List.of("messy", "sorted", "non_overlapping", "tidy");

    private final Window window;
    private final HeaderLimits limits;
    private final MessageDigest sha256;

    AttributeDecoder(Window window, HeaderLimits limits) {
        this.window = window;
        this.limits = limits;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @param offset of the value's first byte in the file */
    record Slot(String name, String type, long offset, int sizeBytes) {}

    /**
     * The value of any attribute but a channel list.
     *
     * @throws HeaderException where the file ends inside it
     */
    AttributeValue decode(Slot slot, Problems problems) throws IOException, HeaderException {
        int fixed = fixedSize(slot.type());
        if (fixed != ANY_SIZE && fixed != slot.sizeBytes()) {
            return wrongSize(slot, fixed, problems);
        }
        window.checkInside(slot.offset(), slot.sizeBytes());
        if (slot.type().equals("preview")) {
            return preview(slot, problems);
        }
        if (slot.type().equals("string") && isManifest(slot.name())) {
            return manifest(slot, problems);
        }
        if (slot.sizeBytes() > limits.valueBytes()) {
            return digest(slot);
        }
        int at = window.require(slot.offset(), slot.sizeBytes());
        AttributeValue value = fixed == ANY_SIZE ? decodeOpen(slot, at, problems) : decodeFixed(slot, at, problems);
        return value == null ? digest(slot) : value;
    }

    /** A wrong size inside the file costs this value only; one that leads out of it means that nothing here can be right. */
    private AttributeValue wrongSize(Slot slot, int fixed, Problems problems) throws IOException, HeaderException {
        String detail = "attribute " + slot.name() + " of type " + slot.type() + " has " + slot.sizeBytes()
                + " bytes instead of " + fixed;
        if (slot.sizeBytes() > window.sizeBytes() - slot.offset()) {
            throw new HeaderException(
                    Verdict.CORRUPT, HeaderProblem.fatal(ProblemKind.BAD_SIZE, slot.offset() - Integer.BYTES, detail));
        }
        problems.warn(ProblemKind.BAD_SIZE, slot.offset() - Integer.BYTES, detail);
        return digest(slot);
    }

    private static int fixedSize(String type) {
        return switch (type) {
            case "compression", "lineOrder", "envmap", "deepImageState" -> 1;
            case "int", "float" -> 4;
            case "double", "v2i", "v2f", "timecode", "rational" -> 8;
            case "tiledesc" -> 9;
            case "v3i", "v3f" -> 12;
            case "box2i", "box2f", "v2d" -> 16;
            case "v3d" -> 24;
            case "keycode" -> 28;
            case "chromaticities" -> 32;
            case "m33f" -> 36;
            case "m44f" -> 64;
            case "m33d" -> 72;
            case "m44d" -> 128;
            default -> ANY_SIZE;
        };
    }

    private AttributeValue decodeFixed(Slot slot, int at, Problems problems) {
        byte[] bytes = window.bytes();
        int size = slot.sizeBytes();
        return switch (slot.type()) {
            case "int" -> new AttributeValue.IntNumber(intAt(bytes, at));
            case "float" -> new AttributeValue.FloatNumber(floatAt(bytes, at));
            case "double" -> new AttributeValue.DoubleNumber(doubleAt(bytes, at));
            case "box2i", "v2i", "v3i" -> ints(bytes, at, size);
            case "v2d", "v3d", "m33d", "m44d" -> doubles(bytes, at, size);
            case "compression" -> compression(slot, bytes[at] & 0xff, problems);
            case "lineOrder" -> named(slot, bytes[at] & 0xff, LINE_ORDERS, problems);
            case "envmap" -> named(slot, bytes[at] & 0xff, ENVIRONMENT_MAPS, problems);
            case "deepImageState" -> named(slot, bytes[at] & 0xff, DEEP_STATES, problems);
            case "rational" ->
                new AttributeValue.Rational(intAt(bytes, at), Integer.toUnsignedLong(intAt(bytes, at + 4)));
            case "timecode" -> new AttributeValue.TimeCode(intAt(bytes, at), intAt(bytes, at + 4));
            case "keycode" -> keyCode(slot, bytes, at, problems);
            case "tiledesc" ->
                new AttributeValue.TileDescription(
                        Integer.toUnsignedLong(intAt(bytes, at)),
                        Integer.toUnsignedLong(intAt(bytes, at + 4)),
                        bytes[at + 8] & 0xf,
                        (bytes[at + 8] >> 4) & 0xf);
            default -> floats(bytes, at, size); // box2f, v2f, v3f, m33f, m44f, chromaticities
        };
    }

    /** Values of any size; null where the content contradicts the type, which is said, or where we do not know the type. */
    private @Nullable AttributeValue decodeOpen(Slot slot, int at, Problems problems)
            throws IOException, HeaderException {
        byte[] bytes = window.bytes();
        int end = at + slot.sizeBytes();
        return switch (slot.type()) {
            case "string" -> text(bytes, at, end);
            case "stringvector" -> texts(slot, bytes, at, end, problems);
            case "floatvector" -> {
                if (slot.sizeBytes() % Float.BYTES != 0) {
                    problems.warn(
                            ProblemKind.BAD_SIZE,
                            slot.offset() - Integer.BYTES,
                            "attribute " + slot.name() + " of type floatvector has " + slot.sizeBytes()
                                    + " bytes, no multiple of 4");
                    yield null;
                }
                yield floats(bytes, at, slot.sizeBytes());
            }
            case "bytes" -> bytesWithHint(slot, bytes, at, problems);
            case "idmanifest" -> {
                if (slot.sizeBytes() < Long.BYTES) {
                    problems.warn(
                            ProblemKind.BAD_SIZE,
                            slot.offset() - Integer.BYTES,
                            "attribute " + slot.name() + " of type idmanifest has " + slot.sizeBytes()
                                    + " bytes, at least 8 are needed");
                }
                yield null;
            }
            default -> null;
        };
    }

    private static AttributeValue text(byte[] bytes, int at, int end) {
        Optional<String> text = FileText.utf8(bytes, at, end);
        return text.isPresent()
                ? new AttributeValue.Text(text.get())
                : new AttributeValue.RawText(FileText.shown(bytes, at, end), FileText.hex(bytes, at, end));
    }

    private static @Nullable AttributeValue texts(Slot slot, byte[] bytes, int at, int end, Problems problems) {
        List<String> values = new ArrayList<>();
        int next = at;
        while (next < end) {
            int length = end - next < Integer.BYTES ? -1 : intAt(bytes, next);
            if (length < 0 || length > end - next - Integer.BYTES) {
                problems.warn(
                        ProblemKind.BAD_VALUE,
                        slot.offset() + (next - at),
                        "attribute " + slot.name() + " of type stringvector: the text number " + (values.size() + 1)
                                + " does not fit into the value");
                return null;
            }
            int from = next + Integer.BYTES;
            next = from + length;
            Optional<String> text = FileText.utf8(bytes, from, next);
            if (text.isEmpty()) {
                return new AttributeValue.RawText(FileText.shown(bytes, at, end), FileText.hex(bytes, at, end));
            }
            values.add(text.get());
        }
        return new AttributeValue.TextList(values);
    }

    private static AttributeValue ints(byte[] bytes, int at, int size) {
        Integer[] values = new Integer[size / Integer.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = intAt(bytes, at + i * Integer.BYTES);
        }
        return new AttributeValue.Ints(Arrays.asList(values));
    }

    private static AttributeValue floats(byte[] bytes, int at, int size) {
        float[] values = new float[size / Float.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = floatAt(bytes, at + i * Float.BYTES);
        }
        return new AttributeValue.Floats(values);
    }

    private static AttributeValue doubles(byte[] bytes, int at, int size) {
        Double[] values = new Double[size / Double.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = doubleAt(bytes, at + i * Double.BYTES);
        }
        return new AttributeValue.Doubles(Arrays.asList(values));
    }

    private static AttributeValue compression(Slot slot, int number, Problems problems) {
        Compression compression = new Compression(number);
        if (!compression.known()) {
            problems.warn(
                    ProblemKind.BAD_ENUM,
                    slot.offset(),
                    "compression " + number + " has no name in this version of exrdex");
        }
        return new AttributeValue.Named(number, compression.text());
    }

    private static AttributeValue named(Slot slot, int number, List<String> words, Problems problems) {
        if (number < words.size()) {
            return new AttributeValue.Named(number, words.get(number));
        }
        problems.warn(
                ProblemKind.BAD_ENUM,
                slot.offset(),
                "attribute " + slot.name() + " of type " + slot.type() + " is " + number + "; there are 0 to "
                        + (words.size() - 1));
        return new AttributeValue.Named(number, Integer.toString(number));
    }

    /** Lowest and highest of the seven numbers of a film edge code (SMPTE 254). */
    private static final int[][] KEY_CODE_RANGES = {
        {0, 99}, {0, 99}, {0, 999_999}, {0, 9999}, {0, 119}, {1, 15}, {20, 120}
    };

    private static AttributeValue keyCode(Slot slot, byte[] bytes, int at, Problems problems) {
        int[] n = new int[KEY_CODE_RANGES.length];
        boolean fits = true;
        for (int i = 0; i < n.length; i++) {
            n[i] = intAt(bytes, at + i * Integer.BYTES);
            fits &= n[i] >= KEY_CODE_RANGES[i][0] && n[i] <= KEY_CODE_RANGES[i][1];
        }
        AttributeValue.KeyCode code = new AttributeValue.KeyCode(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
        if (!fits) {
            problems.warn(
                    ProblemKind.BAD_VALUE,
                    slot.offset(),
                    "attribute " + slot.name() + " is no film edge code: " + code.asText());
        }
        return code;
    }

    /** uint32 width, uint32 height, then RGBA bytes; only the two numbers are read. */
    private AttributeValue preview(Slot slot, Problems problems) throws IOException, HeaderException {
        if (slot.sizeBytes() >= 2 * Integer.BYTES) {
            int at = window.require(slot.offset(), 2 * Integer.BYTES);
            long width = Integer.toUnsignedLong(intAt(window.bytes(), at));
            long height = Integer.toUnsignedLong(intAt(window.bytes(), at + Integer.BYTES));
            boolean sane = width <= Integer.MAX_VALUE && height <= Integer.MAX_VALUE;
            if (sane && slot.sizeBytes() - 2L * Integer.BYTES == width * height * 4) {
                return new AttributeValue.Preview(width, height);
            }
        }
        problems.warn(
                ProblemKind.BAD_VALUE,
                slot.offset(),
                "attribute " + slot.name() + " of type preview: its " + slot.sizeBytes()
                        + " bytes do not fit its width and height");
        return digest(slot);
    }

    /** uint32 hint length, hint, payload. */
    private @Nullable AttributeValue bytesWithHint(Slot slot, byte[] bytes, int at, Problems problems)
            throws IOException, HeaderException {
        long hintLength = slot.sizeBytes() < Integer.BYTES ? Long.MAX_VALUE : Integer.toUnsignedLong(intAt(bytes, at));
        if (hintLength > slot.sizeBytes() - Integer.BYTES) {
            problems.warn(
                    ProblemKind.BAD_VALUE,
                    slot.offset(),
                    "attribute " + slot.name() + " of type bytes: its hint does not fit into the value");
            return null;
        }
        String hint = FileText.shown(bytes, at + Integer.BYTES, at + Integer.BYTES + (int) hintLength);
        AttributeValue.Opaque whole = digest(slot);
        return new AttributeValue.Opaque(whole.sizeBytes(), whole.sha256(), hint, whole.entries());
    }

    private static boolean isManifest(String name) {
        return name.startsWith("cryptomatte/") && name.endsWith("/manifest");
    }

    private AttributeValue manifest(Slot slot, Problems problems) throws IOException, HeaderException {
        ManifestScanner scanner = new ManifestScanner();
        AttributeValue.Opaque whole = digest(slot, scanner);
        OptionalLong brokenAt = scanner.brokenAt();
        if (brokenAt.isPresent()) {
            problems.warn(
                    ProblemKind.BROKEN_MANIFEST,
                    slot.offset() + brokenAt.getAsLong(),
                    "the manifest in " + slot.name() + " is no JSON object of texts from its byte "
                            + brokenAt.getAsLong() + " on; " + scanner.entries() + " entries before that");
        }
        return new AttributeValue.Opaque(whole.sizeBytes(), whole.sha256(), "", scanner.entries());
    }

    private AttributeValue.Opaque digest(Slot slot) throws IOException, HeaderException {
        return digest(slot, null);
    }

    private AttributeValue.Opaque digest(Slot slot, @Nullable ManifestScanner scanner)
            throws IOException, HeaderException {
        window.checkInside(slot.offset(), slot.sizeBytes());
        sha256.reset();
        for (int done = 0; done < slot.sizeBytes(); ) {
            int step = Math.min(DIGEST_STEP, slot.sizeBytes() - done);
            int at = window.require(slot.offset() + done, step);
            sha256.update(window.bytes(), at, step);
            if (scanner != null) {
                scanner.take(window.bytes(), at, at + step);
            }
            done += step;
        }
        byte[] hash = sha256.digest();
        return AttributeValue.Opaque.of(slot.sizeBytes(), FileText.hex(hash, 0, hash.length));
    }
}
