package xnorsim.chip;

import xnorsim.network.InputException;
import xnorsim.neurons.MembraneOverflowException;

/** Says where a membrane overflowed, and what helps. */
final class Overflows {

    private Overflows() {}

    static InputException report(MembraneOverflowException e, String where) {
        return InputException.wrongValue("membrane overflow in row " + e.unit() + " (" + where + "): membrane "
                + e.membrane(), "membrane_bits", e.membraneBits(),
                "at least " + (e.membrane().bitLength() + 1) + ": raise membrane_bits or set overflow: saturate");
    }
}
