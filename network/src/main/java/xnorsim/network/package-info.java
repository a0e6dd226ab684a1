/**
 * Networks as data, their files, the coding of their input, and the reference model that judges the simulation.
 *
 * <p>Must not depend on the engine or on any kernel: a judge shares no code with what it judges.
 */
@NullMarked
package xnorsim.network;

import org.jspecify.annotations.NullMarked;
