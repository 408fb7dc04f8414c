package io.github.exrdex.parse;

import io.github.exrdex.exr.Attribute;
import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.HeaderProblem;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.Reading;
import io.github.exrdex.exr.Verdict;
import io.github.exrdex.support.SharedFiles;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.TinyPart;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Reads many damaged headers and ends with 1 at the first that breaks a promise of the reader; its seed makes it come
 * again. Runs in a small heap of its own, see {@link MutationTest}.
 */
public final class MutationRun {
    private static final int KEPT_OF_REAL_FILES = 64 << 10;
    private static final int[] ODD_NUMBERS = {
        0, 1, -1, 7, 8, 31, 32, 255, 256, 4096, 65_535, 1 << 20, 1 << 26, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private final List<byte[]> heads = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private final HeaderReader reader = new HeaderReader(HeaderLimits.DEFAULT);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long worstNs;

    private MutationRun() {}

    /** @param args how many mutations, the first seed */
    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        long firstSeed = Long.parseLong(args[1]);
        MutationRun run = new MutationRun();
        run.addSamples();
        for (int i = 0; i < count; i++) {
            run.readMutation(firstSeed + i);
        }
        System.out.println(
                "mutations=" + count + " samples=" + run.heads.size() + " worst_cpu_us=" + run.worstNs / 1000);
    }

    private void addSamples() throws IOException {
        for (byte[] file : written()) {
            heads.add(file);
            sizes.add((long) file.length);
        }
        Optional<Path> shared = SharedFiles.imagesIfAny();
        if (shared.isPresent()) {
            try (Stream<Path> files = Files.walk(shared.get())) {
                for (Path file : files.filter(path -> path.toString().endsWith(".exr"))
                        .sorted()
                        .toList()) {
                    addRealFile(file);
                }
            }
        }
    }

    private void addRealFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate((int) Math.min(KEPT_OF_REAL_FILES, channel.size()));
            while (head.hasRemaining() && channel.read(head) >= 0) {
                // until it is full
            }
            heads.add(head.array());
            sizes.add(channel.size());
        }
    }

    static List<byte[]> written() {
        TinyPart everything = TinyExr.scanline(20, 40)
                .compression("zip")
                .channels("R", "G", "B", "A", "Z", "crypto_asset00.R", "diffuse.R", "diffuse.G")
                .attribute("a")
                .intNumber(1)
                .attribute("b")
                .stringVector("left", "", "right")
                .attribute("c")
                .keycode(1, 2, 3, 4, 5, 6, 20)
                .attribute("d")
                .timecode(1, 2, 3, 4, true)
                .attribute("e")
                .preview(4, 4)
                .attribute("f")
                .bytes("hint", (byte) 1)
                .attribute("g")
                .idManifest((byte) 1, (byte) 2)
                .attribute("h")
                .floatVector(1, 2, 3)
                .attribute("i")
                .rational(24, 1)
                .attribute("j")
                .m44d(new double[16])
                .string("cryptomatte/1/name", "crypto_asset")
                .string("cryptomatte/1/manifest", "{\"a\":\"00000001\",\"b\":\"00000002\"}")
                .raw("k", "unheardOf", (byte) 1, (byte) 2);
        return List.of(
                everything.bytes(),
                TinyExr.tiled(33, 17, 8, 8).mipmap().roundUp().bytes(),
                TinyExr.tiled(33, 17, 8, 8).ripmap().bytes(),
                TinyExr.deepScanline(9, 9).bytes(),
                TinyExr.deepTiled(9, 9, 4, 4).bytes(),
                TinyExr.scanline(9, 40).compression(13).linesPerChunk(16).bytes(),
                TinyExr.scanline(9, 9).string("long", "x".repeat(9000)).bytes(),
                TinyExr.multipart(
                                TinyExr.scanline(5, 9).name("a").view("left"),
                                TinyExr.tiled(9, 9, 4, 4).name("b"),
                                TinyExr.deepScanline(5, 9).name("c"))
                        .bytes());
    }

    private void readMutation(long seed) throws IOException {
        Random random = new Random(seed);
        int sample = random.nextInt(heads.size());
        byte[] head = mutate(heads.get(sample).clone(), random);
        long sizeBytes = head.length == heads.get(sample).length ? sizes.get(sample) : head.length;
        long before = threads.getCurrentThreadCpuTime();
        Reading reading;
        try {
            reading = reader.read(new GuardedBytes(head, sizeBytes));
            check(reading);
        } catch (RuntimeException | AssertionError e) {
            System.out.println("seed=" + seed + " broke the reader: " + e + " head="
                    + HexFormat.of().formatHex(head, 0, Math.min(head.length, 4096)));
            throw e;
        }
        worstNs = Math.max(worstNs, threads.getCurrentThreadCpuTime() - before);
    }

    private byte[] mutate(byte[] head, Random random) {
        byte[] bytes = head;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            bytes = change(bytes, random);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes, Random random) {
        if (bytes.length < 16) {
            return bytes;
        }
        // Most of what matters stands in the first few hundred bytes.
        int reach = random.nextBoolean() ? Math.min(bytes.length, 600) : bytes.length;
        int at = random.nextInt(reach - 8);
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 ->
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(at, ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)]);
            case 3 ->
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(at, random.nextLong() >>> random.nextInt(64));
            case 4 -> {
                return Arrays.copyOf(bytes, 8 + random.nextInt(bytes.length - 8));
            }
            case 5 -> { // a piece is missing
                int length = Math.min(1 + random.nextInt(40), bytes.length - at);
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
                return shorter;
            }
            case 6 -> { // a piece comes twice
                int length = Math.min(1 + random.nextInt(200), bytes.length - at);
                byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
                System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
                return longer;
            }
            default -> { // a piece of another file
                byte[] other = heads.get(random.nextInt(heads.size()));
                int length = Math.min(1 + random.nextInt(200), Math.min(bytes.length - at, other.length));
                System.arraycopy(other, random.nextInt(other.length - length + 1), bytes, at, length);
            }
        }
        return bytes;
    }

    /** What must hold of any bytes: a verdict has its reason, and every fact can be asked for. */
    static void check(Reading reading) {
        boolean fatal =
                reading.problems().stream().anyMatch(problem -> problem.severity() == HeaderProblem.Severity.FATAL);
        if (fatal == (reading.verdict() == Verdict.COMPLETE)) {
            throw new AssertionError(reading.verdict() + " with " + reading.problems());
        }
        for (Part part : reading.parts()) {
            part.type();
            part.name();
            part.view();
            part.dataWindow();
            part.displayWindow();
            part.compression();
            part.lineOrder();
            part.pixelAspectRatio();
            part.tiles();
            part.knownChunkCount();
            for (Attribute attribute : part.attributes()) {
                AttributeValue value = attribute.value();
                value.asText();
                value.asNumber();
            }
        }
    }
}
