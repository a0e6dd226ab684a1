/** What the neurons of a layer do besides integrating: leak, firing and reset. */
@NullMarked
package xnorsim.network.neuron;

import org.jspecify.annotations.NullMarked;
