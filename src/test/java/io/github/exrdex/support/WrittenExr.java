package io.github.exrdex.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A file as bytes. It does not change: each damage is a new one, and {@link #places} always tells where things were in the
 * whole file.
 */
public final class WrittenExr {
    private final byte[] bytes;
    private final ExrPlaces places;

    WrittenExr(byte[] bytes, ExrPlaces places) {
        this.bytes = bytes;
        this.places = places;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    public ExrPlaces places() {
        return places;
    }

    /** Makes the folders above it too. @return the path */
    public Path writeTo(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return Files.write(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /** The first bytes only. */
    public WrittenExr cutTo(int size) {
        return new WrittenExr(Arrays.copyOf(bytes, Math.min(size, bytes.length)), places);
    }

    /** Ends in the middle of the headers. */
    public WrittenExr cutInHeader() {
        return cutTo((8 + places.headerEnd()) / 2);
    }

    /** Ends in the middle of an entry of the tables. */
    public WrittenExr cutInTable() {
        return cutTo((places.headerEnd() + places.tablesEnd()) / 2 / 8 * 8 + 3);
    }

    /** All tables, and not one chunk. */
    public WrittenExr cutAfterTables() {
        return cutTo(places.tablesEnd());
    }

    /** Ends in the leader of the last chunk. */
    public WrittenExr cutInLastLeader() {
        return cutTo((int) places.lastChunk() + 5);
    }

    /** Ends in the middle of the last chunk. */
    public WrittenExr cutInLastChunk() {
        return cutTo((int) (places.lastChunk() + bytes.length) / 2);
    }

    public WrittenExr withoutLastByte() {
        return cutTo(bytes.length - 1);
    }

    /** As many bytes as before, but zeros from there on: a copy that was given its size first. */
    public WrittenExr zerosFrom(int offset) {
        return patch(offset, new byte[bytes.length - offset]);
    }

    /** As a file is before its writer closes it. */
    public WrittenExr zeroTable() {
        return patch(places.headerEnd(), new byte[places.tablesEnd() - places.headerEnd()]);
    }

    /** As a file is whose writer never got to these chunks. */
    public WrittenExr zeroEntries(int part, int... entries) {
        WrittenExr damaged = this;
        for (int entry : entries) {
            damaged = damaged.pointEntry(part, entry, 0);
        }
        return damaged;
    }

    /** @param entry counted within the part's table */
    public WrittenExr pointEntry(int part, int entry, long offset) {
        return changed(buffer -> buffer.putLong(places.tables().get(part) + 8 * entry, offset));
    }

    /** Other bytes in the same place. */
    public WrittenExr patch(int offset, byte... with) {
        return changed(buffer -> buffer.put(offset, with));
    }

    /** The size of an attribute as it stands in the header; its value stays as long as it is. */
    public WrittenExr saidSize(int part, String attribute, int size) {
        return changed(buffer -> buffer.putInt(places.value(part, attribute) - 4, size));
    }

    public WrittenExr versionWord(int word) {
        return changed(buffer -> buffer.putInt(4, word));
    }

    /** Bytes that no table knows, at the end. */
    public WrittenExr plus(byte... more) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, longer, bytes.length, more.length);
        return new WrittenExr(longer, places);
    }

    private WrittenExr changed(Consumer<ByteBuffer> change) {
        ByteBuffer copy = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        change.accept(copy);
        return new WrittenExr(copy.array(), places);
    }
}
