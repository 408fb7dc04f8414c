package io.github.exrdex.file;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a path: its bytes, percent-encoded as in a URI. Linux paths are bytes, not text; this form survives
 * any of them, in any locale.
 *
 * @param encoded absolute, normalised, without a trailing slash (but for the root folder itself)
 */
public record FileKey(String encoded) implements Comparable<FileKey> {
    public FileKey {
        if (!encoded.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + encoded);
        }
    }

    /** @param path made absolute and normalised here */
    public static FileKey of(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        String plain = absolute.toString();
        if (isPlain(plain)) {
            return new FileKey(plain);
        }
        // The URI form asks the disk whether the path is a folder and then ends in a slash.
        String raw = absolute.toUri().getRawPath();
        return new FileKey(raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw);
    }

    /** @param raw an absolute path as the system has it, byte for byte; normalised here, whatever the locale */
    public static FileKey ofRaw(byte[] raw) {
        StringBuilder encoded = new StringBuilder(raw.length);
        for (byte b : raw) {
            String text = String.valueOf((char) (b & 0xff));
            encoded.append(isPlain(text) ? text : String.format(Locale.ROOT, "%%%02X", b & 0xff));
        }
        return of(new FileKey(encoded.toString()).toPath());
    }

    /** @throws IllegalArgumentException where the key did not come from {@link #of} */
    public Path toPath() {
        return isPlain(encoded) ? Path.of(encoded) : Path.of(URI.create("file://" + encoded));
    }

    /** For people: bytes that are no text in this locale appear as replacement characters. */
    public String text() {
        // A path without an escape says what it is, and every file that is written passes here.
        return encoded.indexOf('%') < 0 ? encoded : toPath().toString();
    }

    /** The path as the system has it, byte for byte, whatever the locale. */
    public byte[] rawBytes() {
        ByteArrayOutputStream raw = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                raw.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                raw.write(encoded.charAt(i));
            }
        }
        return raw.toByteArray();
    }

    /** The last segment, encoded. */
    public String name() {
        return encoded.substring(encoded.lastIndexOf('/') + 1);
    }

    /** The folder that holds it; the root folder is its own. */
    public FileKey folder() {
        int slash = encoded.lastIndexOf('/');
        return new FileKey(slash == 0 ? "/" : encoded.substring(0, slash));
    }

    /** @param name encoded, one segment */
    public FileKey child(String name) {
        return new FileKey(encoded.equals("/") ? "/" + name : encoded + "/" + name);
    }

    /** @param entry a path directly in this folder */
    public FileKey childOf(Path entry) {
        return child(nameOf(entry));
    }

    /** The last segment of a path, encoded: {@code of(path).name()} without a look at the rest. */
    public static String nameOf(Path entry) {
        return nameOf(entry, lastSegment(entry));
    }

    /**
     * The same for who has the last segment already.
     *
     * @param lastSegment as {@link #lastSegment} gives it
     */
    public static String nameOf(Path entry, String lastSegment) {
        return isPlain(lastSegment) ? lastSegment : of(entry).name();
    }

    /** The last segment as text, without a path made for it: a sweep asks it of everything that lies in a folder. */
    public static String lastSegment(Path entry) {
        String text = entry.toString();
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Is this path the folder itself or below it, segment by segment? */
    public boolean isUnder(FileKey folder) {
        return encoded.equals(folder.encoded)
                || encoded.startsWith(folder.encoded.equals("/") ? "/" : folder.encoded + "/");
    }

    /** Are both entries of one folder? Makes nothing, as every file asks for it. */
    public boolean isBeside(FileKey other) {
        int slash = encoded.lastIndexOf('/');
        return other.encoded.lastIndexOf('/') == slash && encoded.regionMatches(0, other.encoded, 0, slash);
    }

    /** Written out, as every file asks for it: those of a record go through a method handle. */
    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileKey key && encoded.equals(key.encoded);
    }

    @Override
    public int compareTo(FileKey other) {
        return encoded.compareTo(other.encoded);
    }

    @Override
    public String toString() {
        return encoded;
    }

    /** Characters that a URI path keeps as they are; all of them are one byte in every locale. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '-' && c <= '9') // - . / 0..9
                    || c == '_';
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}
