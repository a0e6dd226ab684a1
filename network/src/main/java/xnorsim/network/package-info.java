/**
 * Networks, their files, data sets and input coding, and the reference model that checks the simulation.
 *
 * <p>Must not depend on the engine or on any kernel: the reference model shares no code with the simulator.
 */
@NullMarked
package xnorsim.network;

import org.jspecify.annotations.NullMarked;
