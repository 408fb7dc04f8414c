package io.github.exrdex.support;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What is really there: a walk over the disk, with nothing in common with the indexer's own. */
public final class DiskOracle {
    private DiskOracle() {}

    /** Empty where the index says of every file what the disk says, and of no other. */
    public static List<String> differences(Path root, Path database) throws IOException, SQLException {
        Map<String, String> disk = onDisk(root);
        Map<String, String> known = inIndex(database);
        List<String> differences = new ArrayList<>();
        disk.forEach((path, facts) -> {
            if (!facts.equals(known.get(path))) {
                differences.add(path + " is " + facts + ", in the index " + known.get(path));
            }
        });
        known.forEach((path, facts) -> {
            if (!disk.containsKey(path)) {
                differences.add(path + " is gone, in the index " + facts);
            }
        });
        return differences;
    }

    /** Size and time of every file by its path. */
    public static Map<String, String> inIndex(Path database) throws SQLException {
        Map<String, String> known = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT path, size_bytes || ' ' || mtime_ns || iif(state = 'unreadable', ' unreadable', '')"
                                + " FROM v_file WHERE gone_at IS NULL")) {
            while (row.next()) {
                known.put(row.getString(1), row.getString(2));
            }
        }
        return known;
    }

    private static Map<String, String> onDisk(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                if (facts.isRegularFile() && file.toString().endsWith(".exr")) {
                    files.put(
                            file.toString(),
                            facts.size() + " " + facts.lastModifiedTime().to(TimeUnit.NANOSECONDS));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
