/** Labelled images: the idx files of MNIST and Fashion-MNIST, CIFAR-10 and CIFAR-100, folders of PNG files. */
@NullMarked
package xnorsim.network.data;

import org.jspecify.annotations.NullMarked;
