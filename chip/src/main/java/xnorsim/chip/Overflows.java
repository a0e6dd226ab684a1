package xnorsim.chip;

import xnorsim.network.InputException;
import xnorsim.neurons.MembraneOverflowException;

/** Says where a membrane overflowed, and what helps. */
final class Overflows {

    private Overflows() {}

    static InputException report(MembraneOverflowException e, String where) {
        return InputException.wrongValue("membrane overflow in row " + e.unit() + " (" + where + ")", "membrane_bits",
                e.membraneBits(), "enough bits to hold the membrane: raise membrane_bits or set overflow: saturate");
    }
}
