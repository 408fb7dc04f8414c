package io.github.exrdex;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("exrdex 0.1.0");
    }
}
