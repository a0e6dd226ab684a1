package xnorsim.base;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bad user input: a file, an option or a value that cannot be used.
 *
 * <p>The message is one sentence: file, key or array, value, and what was expected. The command line prints it
 * unchanged and exits with code 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 2L;

    /** Empty if the refusal is not of the value of one key. */
    private final String key;

    /** Refuses input. */
    public InputException(String message) {
        super(message);
        this.key = "";
    }

    /** Refuses input because of an underlying failure. */
    public InputException(String message, Throwable cause) {
        super(message, cause);
        this.key = cause instanceof InputException refused ? refused.key : "";
    }

    private InputException(String key, String message) {
        super(message);
        this.key = key;
    }

    /** The key whose value is refused, without its place; empty if it is not a value of a key. */
    public Optional<String> key() {
        return Optional.of(key).filter(name -> !name.isEmpty());
    }

    /** A wrong value: {@code where: key is value, expected ...}. */
    public static InputException wrongValue(String where, String key, Object value, String expected) {
        return new InputException(key,
                where + ": " + Printable.value(key) + " is " + Printable.value(value) + ", expected " + expected);
    }

    /** A missing key (or array): {@code where: key is missing, expected ...}. */
    public static InputException missing(String where, String key, String expected) {
        return new InputException(where + ": " + key + " is missing, expected " + expected);
    }

    /** Choices in a message: {@code a}, {@code a or b}, {@code one of a, b, c}. */
    public static String oneOf(Collection<String> choices) {
        return choices.size() > 2 ? "one of " + String.join(", ", choices) : String.join(" or ", choices);
    }

    /**
     * A name that nothing has: {@code where: no layer conv9, expected conv1 or conv2}.
     *
     * @param kind     what it would name
     * @param expected what can be named, with its verb: {@code expected a or b}, {@code choose from a, b}
     */
    public static InputException noSuch(String where, String kind, String name, String expected) {
        return new InputException(where + ": no " + kind + " " + Printable.value(name) + ", " + expected);
    }

    /** A name that nothing has, in a list of any number of names. */
    public static InputException noSuch(String where, String kind, String name, Collection<String> choices) {
        return noSuch(where, kind, name, "choose from " + String.join(", ", choices));
    }

    /** An unknown key (or option), with the closest known one as a suggestion. */
    public static InputException unknown(String where, String key, Collection<String> known) {
        return unknown(where, "", key, known);
    }

    /** An unknown key, array or the like; {@code kind} says which, and may be empty. */
    public static InputException unknown(String where, String kind, String key, Collection<String> known) {
        String prefix = kind.isEmpty() ? "" : kind + " ";
        String hint = Suggestion.closest(key, known).map(name -> ", did you mean " + prefix + name + "?")
                .orElseGet(() -> ", expected " + oneOf(known));
        return new InputException(where + ": " + prefix + Printable.value(key) + " is unknown" + hint);
    }

    /**
     * A key unknown in its place that may belong elsewhere, as may a similar one.
     *
     * @param elsewhere keys of other places by name, each with the wording for a user
     */
    public static InputException unknown(String where, String kind, String key, Collection<String> known,
            Map<String, String> elsewhere) {
        List<String> names = Stream.concat(known.stream(), elsewhere.keySet().stream()).toList();
        Optional<String> meant = elsewhere.containsKey(key) ? Optional.of(key) : Suggestion.closest(key, names);
        if (meant.isEmpty() || known.contains(meant.get())) {
            return unknown(where, kind, key, known);
        }
        return new InputException(where + ": " + (kind.isEmpty() ? "" : kind + " ") + Printable.value(key)
                + " is unknown here, did you mean " + elsewhere.get(meant.get()) + "?");
    }

    /**
     * The path for a user's text.
     *
     * @throws InputException if no file can have that name, such as one with NUL or half a surrogate pair
     */
    public static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InputException('"' + Printable.value(text) + "\" is not a valid file name: " + e.getReason(), e);
        }
    }

    /** An unreadable file, with the reason in words. */
    public static InputException unreadable(Path file, IOException cause) {
        return new InputException(file + ": cannot be read: " + reason(cause), cause);
    }

    /** An unwritable file, with the reason in words. */
    public static InputException unwritable(Path file, IOException cause) {
        return new InputException(file + ": cannot be written: " + reason(cause), cause);
    }

    /** The same error, prefixed with its file (or other place). */
    public InputException in(Object place) {
        return new InputException(place + ": " + getMessage(), this);
    }

    /**
     * The same error with the file in place of its content: for {@code mean} in mu.npy, {@code mean: entry 0 is ...}
     * becomes {@code mu.npy: entry 0 is ...}; other errors stay unchanged.
     */
    public InputException of(String content, Path file) {
        String message = String.valueOf(getMessage());
        return message.startsWith(content + ": ")
                ? new InputException(file + message.substring(content.length()), this)
                : this;
    }

    /** What a check refuses, for a caller that goes on; empty if nothing. */
    public static Optional<InputException> refusal(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (InputException e) {
            return Optional.of(e);
        }
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException e -> "no such file or folder";
            case AccessDeniedException e -> "permission denied";
            case NotDirectoryException e -> "not a folder";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case EOFException e -> "unexpected end of file";
            default -> cause.getMessage() == null ? "input or output failed" : cause.getMessage();
        };
    }
}
