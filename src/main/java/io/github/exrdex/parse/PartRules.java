package io.github.exrdex.parse;

import io.github.exrdex.exr.AttributeValue;
import io.github.exrdex.exr.AttributeValue.FloatNumber;
import io.github.exrdex.exr.AttributeValue.Floats;
import io.github.exrdex.exr.AttributeValue.IntNumber;
import io.github.exrdex.exr.AttributeValue.Named;
import io.github.exrdex.exr.AttributeValue.RawText;
import io.github.exrdex.exr.AttributeValue.Text;
import io.github.exrdex.exr.AttributeValue.TileDescription;
import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Channel;
import io.github.exrdex.exr.Compression;
import io.github.exrdex.exr.Part;
import io.github.exrdex.exr.PartType;
import io.github.exrdex.exr.ProblemKind;
import java.util.Optional;
import java.util.Set;

/**
 * What one header must hold to be trusted (format notes, sections 3.4, 4 and 9). What is missing stays missing: no default
 * takes its place. Fatal is what leaves the picture undefined, and what every reader of the reference library refuses.
 *
 * <p>Threads: one file's.
 */
final class PartRules {
    /** Half of the largest int: windows stay below it, so that the reference library can add two corners. */
    private static final int FURTHEST = Integer.MAX_VALUE / 2;

    private static final long LARGEST_TILE = Integer.MAX_VALUE / 4;
    private static final int LEVEL_MODES = 3;
    private static final int ROUNDING_MODES = 2;

    private static final String CHECKPOINT_CHANNEL = "~w";

    /** What the rules look at, and {@link ChunkLayout} behind them. */
    private static final Set<String> CONCERNED = Set.of(
            "channels",
            "chunkCount",
            "compression",
            "dataWindow",
            "displayWindow",
            "lineOrder",
            "name",
            "pixelAspectRatio",
            "screenWindowCenter",
            "screenWindowWidth",
            "tiles",
            "type",
            "version",
            "view");

    private final Flags flags;
    private final Problems problems;

    /** Does another value of this attribute make another judgement? */
    static boolean concern(String name) {
        return CONCERNED.contains(name);
    }

    PartRules(Flags flags, Problems problems) {
        this.flags = flags;
        this.problems = problems;
    }

    /** @return the part as its header declares it, its chunk count from its windows where they say it */
    Part check(PartDraft draft) {
        Optional<String> type = type(draft);
        Part unjudged = new Part(draft.index(), type.orElse(""), draft.channels(), draft.attributes(), -1);
        checkWindows(draft, unjudged);
        checkPlainAttributes(draft);
        boolean tilesGood = checkTiles(draft, unjudged);
        checkChannels(draft, unjudged);
        if (flags.multipart() && !hasText(draft, "name")) {
            fatal(ProblemKind.MISSING_ATTRIBUTE, draft, "name", "a part of a multipart file has no name");
        }
        if (unjudged.type().map(PartType::deep).orElse(false)) {
            checkDeep(draft, unjudged);
        }
        long chunkCount = tilesGood && !problems.anyFatal() ? chunkCount(draft, unjudged) : -1;
        return new Part(draft.index(), unjudged.typeName(), draft.channels(), draft.attributes(), chunkCount);
    }

    /** Flags decide for a flat single part, the {@code type} attribute for all others. */
    private Optional<String> type(PartDraft draft) {
        Optional<String> stated = draft.first("type", Text.class).map(Text::value);
        if (!flags.deep() && !flags.multipart()) {
            PartType meant = flags.tiled() ? PartType.TILED : PartType.SCANLINE;
            if (stated.isPresent() && !stated.get().equals(meant.text())) {
                warn(
                        ProblemKind.TYPE_AGAINST_FLAGS,
                        draft,
                        "type",
                        "the type is " + stated.get() + ", the flags say " + meant.text() + "; the flags count");
            }
            return Optional.of(meant.text());
        }
        if (stated.isEmpty()) {
            fatal(ProblemKind.MISSING_ATTRIBUTE, draft, "type", "no type, which deep and multipart files need");
            return Optional.empty();
        }
        Optional<PartType> known = PartType.of(stated.get());
        if (known.isEmpty()) {
            warn(
                    ProblemKind.BAD_PART_TYPE,
                    draft,
                    "type",
                    "the type " + stated.get() + " is none of the four; its chunks cannot be checked one by one");
        } else if (known.get().deep() && !flags.deep()) {
            warn(
                    ProblemKind.TYPE_AGAINST_FLAGS,
                    draft,
                    "type",
                    "the type is " + stated.get() + ", but the flag for deep parts is not set");
        }
        return stated;
    }

    private void checkWindows(PartDraft draft, Part part) {
        Optional<Box2i> data = part.dataWindow();
        if (data.isEmpty()) {
            fatal(ProblemKind.MISSING_ATTRIBUTE, draft, "dataWindow", missing(draft, "dataWindow", "box2i"));
        } else {
            checkWindow(draft, "dataWindow", data.get());
        }
        Optional<Box2i> display = part.displayWindow();
        if (display.isEmpty()) {
            warn(ProblemKind.MISSING_ATTRIBUTE, draft, "displayWindow", missing(draft, "displayWindow", "box2i"));
        } else {
            checkWindow(draft, "displayWindow", display.get());
        }
    }

    private void checkWindow(PartDraft draft, String name, Box2i box) {
        boolean ordered = box.minX() <= box.maxX() && box.minY() <= box.maxY();
        boolean near =
                box.minX() > -FURTHEST && box.minY() > -FURTHEST && box.maxX() < FURTHEST && box.maxY() < FURTHEST;
        if (!ordered || !near) {
            fatal(
                    ProblemKind.BAD_WINDOW,
                    draft,
                    name,
                    name + " is " + box.minX() + " " + box.minY() + " " + box.maxX() + " " + box.maxY()
                            + (ordered ? ", further out than " + FURTHEST : ", its corners are the wrong way round"));
        }
    }

    private void checkPlainAttributes(PartDraft draft) {
        require(draft, "compression", "compression", Named.class);
        require(draft, "lineOrder", "lineOrder", Named.class);
        require(draft, "screenWindowCenter", "v2f", Floats.class);
        Optional<Float> ratio =
                require(draft, "pixelAspectRatio", "float", FloatNumber.class).map(FloatNumber::value);
        if (ratio.isPresent() && !(ratio.get() >= 1e-6f && ratio.get() <= 1e6f)) {
            warn(
                    ProblemKind.BAD_VALUE,
                    draft,
                    "pixelAspectRatio",
                    "pixelAspectRatio is " + ratio.get() + "; it lies between 1e-6 and 1e6");
        }
        Optional<Float> width =
                require(draft, "screenWindowWidth", "float", FloatNumber.class).map(FloatNumber::value);
        if (width.isPresent() && width.get() < 0) {
            warn(
                    ProblemKind.BAD_VALUE,
                    draft,
                    "screenWindowWidth",
                    "screenWindowWidth is " + width.get() + "; it is not negative");
        }
    }

    private <T extends AttributeValue> Optional<T> require(PartDraft draft, String name, String type, Class<T> shape) {
        Optional<T> value = draft.last(name, shape);
        if (value.isEmpty()) {
            warn(ProblemKind.MISSING_ATTRIBUTE, draft, name, missing(draft, name, type));
        }
        return value;
    }

    /** @return false where a tiled part cannot be laid out */
    private boolean checkTiles(PartDraft draft, Part part) {
        if (!part.type().map(PartType::tiled).orElse(false)) {
            return true;
        }
        Optional<TileDescription> tiles = part.tiles();
        if (tiles.isEmpty()) {
            fatal(ProblemKind.MISSING_ATTRIBUTE, draft, "tiles", missing(draft, "tiles", "tiledesc"));
            return false;
        }
        TileDescription t = tiles.get();
        boolean sizes = t.xSize() >= 1 && t.ySize() >= 1 && t.xSize() <= LARGEST_TILE && t.ySize() <= LARGEST_TILE;
        if (!sizes || t.levelMode() >= LEVEL_MODES || t.roundingMode() >= ROUNDING_MODES) {
            fatal(ProblemKind.BAD_TILES, draft, "tiles", "tiles are " + t.asText());
            return false;
        }
        return true;
    }

    private void checkChannels(PartDraft draft, Part part) {
        if (draft.channels().isEmpty()) {
            if (draft.last("channels", AttributeValue.TextList.class).isEmpty()) {
                fatal(ProblemKind.MISSING_ATTRIBUTE, draft, "channels", missing(draft, "channels", "chlist"));
            }
            return;
        }
        boolean wholePixels =
                part.type().map(type -> type.tiled() || type.deep()).orElse(false);
        Optional<Box2i> window = part.dataWindow();
        for (Channel channel : draft.channels()) {
            if (channel.xSampling() != 1 || channel.ySampling() != 1) {
                checkSampling(draft, channel, wholePixels, window);
            }
            if (channel.name().equals(CHECKPOINT_CHANNEL)) {
                warn(
                        ProblemKind.RENDER_CHECKPOINT,
                        draft,
                        "channels",
                        "channel ~w: a RenderMan checkpoint to go on from, not a finished frame");
            }
        }
    }

    private void checkSampling(PartDraft draft, Channel channel, boolean wholePixels, Optional<Box2i> window) {
        String said = "channel " + channel.name() + " has sampling " + channel.xSampling() + "x" + channel.ySampling();
        if (wholePixels) {
            fatal(ProblemKind.BAD_SAMPLING, draft, "channels", said + "; in tiled and deep parts it is 1x1");
        } else if (window.isPresent() && !divides(channel, window.get())) {
            fatal(
                    ProblemKind.BAD_SAMPLING,
                    draft,
                    "channels",
                    said + ", which does not divide the data window's corner and size");
        }
    }

    private static boolean divides(Channel channel, Box2i window) {
        return window.minX() % channel.xSampling() == 0
                && window.minY() % channel.ySampling() == 0
                && window.width() % channel.xSampling() == 0
                && window.height() % channel.ySampling() == 0;
    }

    private void checkDeep(PartDraft draft, Part part) {
        Optional<Integer> version = draft.first("version", IntNumber.class).map(IntNumber::value);
        if (version.isEmpty()) {
            warn(ProblemKind.MISSING_ATTRIBUTE, draft, "version", missing(draft, "version", "int"));
        } else if (version.get() != 1) {
            warn(ProblemKind.BAD_VALUE, draft, "version", "version is " + version.get() + "; deep data has only 1");
        }
        Optional<Compression> compression = part.compression();
        if (compression.isPresent()
                && compression.get().known()
                && compression.get().linesPerChunk() > 1) {
            warn(
                    ProblemKind.BAD_ENUM,
                    draft,
                    "compression",
                    "deep data with compression " + compression.get().text() + "; there are none, rle and zips");
        }
    }

    /** What windows and compression say wins over the {@code chunkCount} attribute, as in the reference library. */
    private long chunkCount(PartDraft draft, Part part) {
        Optional<Integer> stated = draft.first("chunkCount", IntNumber.class).map(IntNumber::value);
        if (stated.isEmpty() && (flags.multipart() || flags.deep())) {
            warn(ProblemKind.MISSING_ATTRIBUTE, draft, "chunkCount", missing(draft, "chunkCount", "int"));
        }
        Optional<ChunkLayout> layout = ChunkLayout.of(part);
        if (layout.isEmpty()) {
            return stated.filter(count -> count > 0).map(Integer::longValue).orElse(-1L);
        }
        long count = layout.get().count();
        if (part.type().map(PartType::tiled).orElse(false) && count > Integer.MAX_VALUE) {
            fatal(ProblemKind.BAD_TILES, draft, "tiles", count + " tiles, more than the format can number");
            return -1;
        }
        if (stated.isPresent() && stated.get() != count) {
            warn(
                    ProblemKind.CHUNK_COUNT_MISMATCH,
                    draft,
                    "chunkCount",
                    "chunkCount is " + stated.get() + ", the data window makes " + count);
        }
        return count;
    }

    private static boolean hasText(PartDraft draft, String name) {
        return draft.first(name, Text.class).isPresent()
                || draft.first(name, RawText.class).isPresent();
    }

    private static String missing(PartDraft draft, String name, String type) {
        if (!draft.has(name)) {
            return "no " + name + ", which every such part needs";
        }
        return name + " is there, but is no " + type;
    }

    private void fatal(ProblemKind kind, PartDraft draft, String attribute, String detail) {
        problems.fatal(kind, draft.offsetOf(attribute), where(draft) + detail);
    }

    private void warn(ProblemKind kind, PartDraft draft, String attribute, String detail) {
        problems.warn(kind, draft.offsetOf(attribute), where(draft) + detail);
    }

    private String where(PartDraft draft) {
        return flags.multipart() ? "part " + draft.index() + ": " : "";
    }
}
