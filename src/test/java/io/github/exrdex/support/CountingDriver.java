package io.github.exrdex.support;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.sqlite.JDBC;

/** SQLite's driver, counting which statements are executed. Takes its place until it is closed; for one test at a time. */
public final class CountingDriver implements Driver, AutoCloseable {
    private final Driver real;
    private final Map<String, Integer> executions = new TreeMap<>();

    private CountingDriver(Driver real) {
        this.real = real;
    }

    public static CountingDriver install() throws SQLException {
        Driver real = DriverManager.getDriver(JDBC.PREFIX);
        CountingDriver counting = new CountingDriver(real);
        DriverManager.deregisterDriver(real);
        DriverManager.registerDriver(counting);
        return counting;
    }

    @Override
    public void close() throws SQLException {
        DriverManager.deregisterDriver(this);
        DriverManager.registerDriver(real);
    }

    /** How often statements that begin with these words were executed. */
    public int executions(String beginning) {
        synchronized (executions) {
            return executions.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(beginning))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    private void count(String sql) {
        synchronized (executions) {
            executions.merge(sql.strip().replaceAll("\\s+", " "), 1, Integer::sum);
        }
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Connection connection = real.connect(url, info);
        return proxy(Connection.class, (proxy, method, words) -> {
            Object result = call(connection, method, words);
            if (result instanceof PreparedStatement statement) {
                return counted(PreparedStatement.class, statement, (String) words[0]);
            }
            return result instanceof Statement statement ? counted(Statement.class, statement, "") : result;
        });
    }

    private <T extends Statement> T counted(Class<T> type, T statement, String sql) {
        return proxy(type, (proxy, method, words) -> {
            if (method.getName().startsWith("execute")) {
                count(words != null && words.length > 0 ? (String) words[0] : sql);
            }
            return call(statement, method, words);
        });
    }

    private static Object call(Object target, Method method, Object[] words) throws Throwable {
        try {
            return method.invoke(target, words);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return real.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return real.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return real.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return real.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return real.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
