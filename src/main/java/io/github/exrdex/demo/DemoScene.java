package io.github.exrdex.demo;

import io.github.exrdex.demo.DemoPart.Plane;
import io.github.exrdex.demo.DemoPart.Samples;
import io.github.exrdex.exr.Box2i;
import io.github.exrdex.exr.PixelType;
import io.github.exrdex.write.Cryptomatte;
import java.util.ArrayList;
import java.util.List;

/**
 * A ball that rolls over a floor, once as light and once as all that a compositor wants to know of it.
 *
 * @param frame the ball moves two pixels a frame
 */
record DemoScene(int frame) {
    static final Box2i DISPLAY = new Box2i(0, 0, 47, 26);

    static final String MATTE_LAYER = "CryptoObject";
    static final List<String> OBJECTS = List.of("hero_ball", "set_floor");

    private static final int RADIUS = 8;
    private static final int CENTRE_Y = 14;

    /** Coarse values keep the files small. */
    private static final float STEPS = 32;

    /** The picture, its two light passes, normals and depth. */
    List<Plane> planes() {
        List<Plane> planes = new ArrayList<>(colour());
        addColour(planes, "diffuse.", this::diffuse);
        addColour(planes, "specular.", this::specular);
        planes.add(new Plane("N.X", PixelType.HALF, (x, y) -> onBall(x, y) ? coarse(acrossX(x)) : 0));
        planes.add(new Plane("N.Y", PixelType.HALF, (x, y) -> onBall(x, y) ? coarse(-acrossY(y)) : 1));
        planes.add(new Plane("N.Z", PixelType.HALF, (x, y) -> onBall(x, y) ? coarse(bulge(x, y)) : 0));
        planes.add(depth());
        return planes;
    }

    /** Bare R, G, B and A. */
    List<Plane> colour() {
        List<Plane> planes = new ArrayList<>();
        addColour(planes, "", (x, y) -> diffuse(x, y) + specular(x, y));
        planes.add(new Plane("A", PixelType.HALF, (x, y) -> 1));
        return planes;
    }

    Plane depth() {
        return new Plane("Z", PixelType.FLOAT, (x, y) -> onBall(x, y) ? 10 - bulge(x, y) : 20 - y / 4f);
    }

    /** Two ranks of id and coverage; nothing here is half covered. */
    List<Plane> mattes() {
        return List.of(
                new Plane(MATTE_LAYER + "00.R", PixelType.FLOAT, this::objectId),
                new Plane(MATTE_LAYER + "00.G", PixelType.FLOAT, (x, y) -> 1),
                new Plane(MATTE_LAYER + "00.B", PixelType.FLOAT, (x, y) -> 0),
                new Plane(MATTE_LAYER + "00.A", PixelType.FLOAT, (x, y) -> 0));
    }

    /** The pixels around the ball. */
    Box2i ballWindow() {
        int left = Math.max(DISPLAY.minX(), centreX() - RADIUS);
        int right = Math.min(DISPLAY.maxX(), centreX() + RADIUS);
        return new Box2i(left, CENTRE_Y - RADIUS, right, CENTRE_Y + RADIUS);
    }

    private static void addColour(List<Plane> planes, String prefix, Samples light) {
        planes.add(new Plane(prefix + "R", PixelType.HALF, light));
        planes.add(new Plane(prefix + "G", PixelType.HALF, (x, y) -> coarse(light.at(x, y) * 0.75f)));
        planes.add(new Plane(prefix + "B", PixelType.HALF, (x, y) -> coarse(light.at(x, y) * 0.5f)));
    }

    private float objectId(int x, int y) {
        return Cryptomatte.id(OBJECTS.get(onBall(x, y) ? 0 : 1));
    }

    private float diffuse(int x, int y) {
        return coarse(onBall(x, y) ? 0.2f + 0.6f * bulge(x, y) : 0.1f + y / 64f);
    }

    private float specular(int x, int y) {
        float shine = onBall(x, y) ? bulge(x + 2, y + 2) : 0;
        return coarse(shine > 0.9f ? 2 * shine : 0);
    }

    private int centreX() {
        return 10 + Math.floorMod(frame * 2, 28);
    }

    private float acrossX(int x) {
        return (x - centreX()) / (float) RADIUS;
    }

    private float acrossY(int y) {
        return (y - CENTRE_Y) / (float) RADIUS;
    }

    private boolean onBall(int x, int y) {
        return acrossX(x) * acrossX(x) + acrossY(y) * acrossY(y) < 1;
    }

    /** Height of the ball over its rim: 0 to 1. */
    private float bulge(int x, int y) {
        return (float) Math.sqrt(Math.max(0, 1 - acrossX(x) * acrossX(x) - acrossY(y) * acrossY(y)));
    }

    private static float coarse(float value) {
        return Math.round(value * STEPS) / STEPS;
    }
}
