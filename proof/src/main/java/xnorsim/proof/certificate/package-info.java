/** Certificates that fixed-point widths decide as the real-valued equations do, made and checked. */
@NullMarked
package xnorsim.proof.certificate;

import org.jspecify.annotations.NullMarked;
