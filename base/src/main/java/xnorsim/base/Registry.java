package xnorsim.base;

import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The extensions of one kind, by their names in files: built-in ones first, in order of registration, then all others
 * by name, so that the order of the class path does not show.
 *
 * @param <T> the extension type
 */
public final class Registry<T extends Registry.Keyed> {
    private static final Pattern KEY = Pattern.compile("[a-z0-9]+([-_][a-z0-9]+)*");
    private static final int MAX_TEXT = 100;
    /** Packages of all extensions that are not built-in. */
    private static final Set<String> PACKAGES = ConcurrentHashMap.newKeySet();

    private final List<T> all;

    /** Anything that files refer to by a key. */
    public interface Keyed {
        /** The name in files: lower case, words with underscores. */
        String key();
    }

    private Registry(List<T> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Collects the registered services.
     *
     * @param what     what one is called in a message
     * @param door     the service type; services in the same jar are built-in
     * @param services the loader, from the module that declares {@code uses}
     * @throws InputException if an extension cannot be used: it cannot be created, two have the same name, or a name or
     *         description is malformed
     */
    public static <T extends Keyed> Registry<T> of(String what, Class<T> door, Iterable<T> services) {
        List<T> all = new ArrayList<>();
        try {
            for (T one : services) {
                check(what, one, all);
                all.add(one);
            }
        } catch (ServiceConfigurationError e) {
            throw new InputException("extension of kind " + what + ": " + reason(door, e), e);
        }
        for (T one : all) {
            if (!isBuiltIn(one, door)) {
                PACKAGES.add(one.getClass().getPackageName());
            }
        }
        all.sort(Comparator.comparing(one -> isBuiltIn(one, door) ? "" : one.key()));
        return new Registry<>(all);
    }

    private static <T extends Keyed> void check(String what, T one, List<T> others) {
        String name = one.getClass().getName();
        if (!KEY.matcher(one.key()).matches()) {
            throw new InputException("extension " + name + ": key is " + Printable.value(one.key())
                    + ", expected lower-case letters and digits, joined by - or _");
        }
        if (one instanceof MapKind kind && (kind.text().isBlank() || kind.text().length() > MAX_TEXT)) {
            throw new InputException("extension " + name + ": its text has " + kind.text().length()
                    + " characters, expected 1.." + MAX_TEXT);
        }
        for (T other : others) {
            if (other.key().equals(one.key())) {
                throw new InputException("extension " + name + ": key is " + one.key() + ", which "
                        + other.getClass().getName() + " already has, expected another key for a " + what);
            }
        }
    }

    /** What is wrong with a provider, in the words of its author. */
    private static String reason(Class<?> door, ServiceConfigurationError e) {
        String said = String.valueOf(e.getMessage()).replaceFirst("^.*?: (Provider )?", "");
        String name = said.replaceFirst(" .*", "");
        if (said.endsWith(" not found")) {
            return name + " is registered but not found, expected the name of a class in the jar";
        }
        if (said.endsWith(" not a subtype")) {
            return name + " is registered as " + door.getName() + ", expected a class that implements it";
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return e.getCause() == null || cause instanceof ReflectiveOperationException
                ? said + ", expected a public class with a public constructor without parameters"
                : name + " cannot be created: " + cause;
    }

    private static boolean isBuiltIn(Object one, Class<?> door) {
        return origin(one.getClass()).equals(origin(door));
    }

    /**
     * The class of an extension that takes part in a failure: the innermost one on the stack.
     *
     * @return empty if none does
     */
    public static Optional<String> extensionIn(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            String name = frame.getClassName();
            if (PACKAGES.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
                return Optional.of(name);
            }
        }
        return Optional.ofNullable(failure.getCause()).flatMap(Registry::extensionIn);
    }

    private static Optional<String> origin(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource()).map(CodeSource::getLocation)
                .map(URL::toString);
    }

    /** All of them. */
    public List<T> all() {
        return all;
    }

    /** Their names. */
    public List<String> keys() {
        return all.stream().map(Keyed::key).toList();
    }

    /** The one with this name. */
    public Optional<T> find(String name) {
        return all.stream().filter(one -> one.key().equals(name)).findFirst();
    }
}
