/** The network in training, its gradients, and its export. */
@NullMarked
package xnorsim.train.net;

import org.jspecify.annotations.NullMarked;
