/**
 * Texts of keys and values, read strictly: YAML of plain values and JSON. Which keys there are is not known here.
 */
@NullMarked
package xnorsim.network.text;

import org.jspecify.annotations.NullMarked;
