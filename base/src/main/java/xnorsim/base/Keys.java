package xnorsim.base;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The keys of a configuration record, from the {@link Key} annotations of its components. File parser, documentation
 * tables, range checks and canonical text all derive from them.
 *
 * @param <R> the record; public, in an exported package
 */
public final class Keys<R extends Record> {
    private final Class<R> type;
    private final String where;
    private final RecordComponent[] components;
    private final List<Optional<KeySpec>> own = new ArrayList<>();
    private final Map<Class<?>, Keys<?>> inner = new LinkedHashMap<>();

    private Keys(Class<R> type, String where) {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("record " + type.getName() + " is not public");
        }
        this.type = type;
        this.where = where;
        this.components = type.getRecordComponents();
        for (RecordComponent component : components) {
            own.add(Optional.ofNullable(component.getAnnotation(Key.class)).map(key -> KeySpec.of(component, key)));
            if (own.getLast().isEmpty() && component.getType().isRecord()) {
                inner.put(component.getType(), new Keys<>(component.getType().asSubclass(Record.class), where));
            }
        }
    }

    /**
     * The keys of a record and of the records in it.
     *
     * @param where prefix of messages, such as {@code architecture}
     */
    public static <R extends Record> Keys<R> of(Class<R> type, String where) {
        return new Keys<>(type, where);
    }

    /** All keys, in the order of the components. */
    public List<KeySpec> specs() {
        List<KeySpec> all = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            own.get(i).ifPresent(all::add);
            Optional.ofNullable(inner.get(components[i].getType())).ifPresent(keys -> all.addAll(keys.specs()));
        }
        return all;
    }

    /** Their names. */
    public List<String> names() {
        return specs().stream().map(KeySpec::name).toList();
    }

    /**
     * Refuses a component out of its range; for the record's constructor.
     *
     * @param values of all components, in their order
     * @throws InputException if one is out of range
     */
    public void check(Object... values) {
        if (values.length != components.length) {
            throw new IllegalArgumentException(values.length + " values for the " + components.length
                    + " components of record " + type.getName());
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            own.get(i).ifPresent(spec -> spec.check(where, value));
        }
    }

    /**
     * Reads the record from a map that may have further keys.
     *
     * @param defaults values of missing keys
     * @param special  values of components without a plain type, by key; called for those only
     * @throws InputException if a value is of the wrong type, or the record's constructor refuses it
     */
    public R read(JsonNode map, R defaults, Function<String, Object> special) {
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Object otherwise = get(components[i], defaults);
            Optional<KeySpec> spec = own.get(i);
            if (spec.isPresent()) {
                values[i] = !KeySpec.isPlain(components[i].getType())
                        ? special.apply(spec.get().name())
                        : spec.get().read(where, map, otherwise);
            } else {
                values[i] = inner.containsKey(components[i].getType())
                        ? readInner(inner.get(components[i].getType()), map, otherwise, special)
                        : special.apply(KeySpec.snake(components[i].getName()));
            }
            if (!MethodType.methodType(components[i].getType()).wrap().returnType().isInstance(values[i])) {
                throw new IllegalStateException("component " + components[i].getName() + " of record "
                        + type.getName() + " has no annotation @Key and no other source");
            }
        }
        R made = make(values);
        check(values);
        return made;
    }

    @SuppressWarnings("unchecked")
    private static <Q extends Record> Object readInner(Keys<Q> keys, JsonNode map, Object defaults,
            Function<String, Object> special) {
        return keys.read(map, (Q) defaults, special);
    }

    private R make(Object[] values) {
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The values of all keys by name, as written in a file; empty if not given. */
    public Map<String, String> values(R record) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < components.length; i++) {
            Object value = get(components[i], record);
            own.get(i).ifPresent(spec -> values.put(spec.name(), KeySpec.shown(value)));
            if (own.get(i).isEmpty() && inner.containsKey(components[i].getType())) {
                values.putAll(innerValues(inner.get(components[i].getType()), value));
            }
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    private static <Q extends Record> Map<String, String> innerValues(Keys<Q> keys, Object record) {
        return keys.values((Q) record);
    }

    private static Object get(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
