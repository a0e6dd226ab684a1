package xnorsim.base;

import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The extensions of one kind, by their names in files: built-in ones first, in order of registration, then all others
 * by name, so that the order of the class path does not show.
 *
 * @param <T> the extension type
 */
public final class Registry<T extends Keyed> {
    private final List<T> all;

    private Registry(List<T> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Collects the registered services.
     *
     * @param what     what one is called in a message
     * @param door     the service type; services in the same jar are built-in
     * @param services the loader, from the module that declares {@code uses}
     * @throws IllegalStateException if two have the same name
     */
    public static <T extends Keyed> Registry<T> of(String what, Class<T> door, Iterable<T> services) {
        List<T> all = new ArrayList<>();
        for (T one : services) {
            if (all.stream().anyMatch(other -> other.key().equals(one.key()))) {
                throw new IllegalStateException("two of kind " + what + " are registered as " + one.key());
            }
            all.add(one);
        }
        all.sort(Comparator.comparing(one -> origin(one.getClass()).equals(origin(door)) ? "" : one.key()));
        return new Registry<>(all);
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
