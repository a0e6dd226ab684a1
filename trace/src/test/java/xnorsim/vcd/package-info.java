/**
 * An independent, strict reader of VCD files for tests; also in the test jar of this module.
 *
 * <p>Must not depend on the writer.
 */
@NullMarked
package xnorsim.vcd;

import org.jspecify.annotations.NullMarked;
