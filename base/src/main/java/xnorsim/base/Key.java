package xnorsim.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a configuration record as a key of a file. The key has the component's name in lower case with
 * underscores, and its type. A component that is itself such a record contributes its keys to the enclosing map.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
    /** The name in files, if not the component's. */
    String name() default "";

    /**
     * A number's range: {@code "1..16384"}, {@code "above 0"}, {@code "at least 0"}, {@code "at least 0 and below 1"};
     * empty: any finite one. Checked by {@link Keys#check}.
     */
    String range() default "";

    /** Further requirements on the value beyond its range, for people. */
    String also() default "";

    /** The default in words, if it is not a plain value. */
    String byDefault() default "";

    /** One-line description with the unit. */
    String text();
}
