package io.github.exrdex.query;

import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.Reals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a rule asks of the picture of every part: its windows and its pixels' shape. */
public sealed interface RequiredPicture extends Requirement {
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

    record ResolutionIn(List<Size> sizes) implements RequiredPicture {
        public ResolutionIn {
            sizes = List.copyOf(sizes);
        }

        @Override
        public String wanted() {
            return WordList.either(sizes.stream().map(Size::toString).toList());
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
    record LeastResolution(Size least) implements RequiredPicture {
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
    record DisplayWindowAtOrigin() implements RequiredPicture {
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
    record DataWindowIs(Relation relation) implements RequiredPicture {
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

    record PixelAspect(double ratio) implements RequiredPicture {
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
}
