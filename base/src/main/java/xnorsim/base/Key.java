package xnorsim.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a configuration record that is a key of a file. Its name in the file is the component's in lower case
 * with underscores; its type is the component's. A component that is itself such a record gives its keys to the map
 * around it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
    /** The name in files, where it is not the component's. */
    String name() default "";

    /**
     * A number's range: {@code "1..16384"}, {@code "above 0"}; empty: any finite one. Checked by {@link Keys#check}.
     */
    String range() default "";

    /** What a value has to be beside its range, for people. */
    String also() default "";

    /** The default in words, where it is no plain value. */
    String byDefault() default "";

    /** What it means, in a line, with its unit. */
    String text();
}
