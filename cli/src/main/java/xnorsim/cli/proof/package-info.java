/** Certificates, and the hardware against independent models. */
@NullMarked
package xnorsim.cli.proof;

import org.jspecify.annotations.NullMarked;
