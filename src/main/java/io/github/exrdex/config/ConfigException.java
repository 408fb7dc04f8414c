package io.github.exrdex.config;

/** The settings cannot be used as they are; the message is one line that says where, what and what to write instead. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }
}
