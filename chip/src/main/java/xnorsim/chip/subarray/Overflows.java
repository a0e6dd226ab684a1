package xnorsim.chip.subarray;

import xnorsim.base.InputException;
import xnorsim.neurons.MembraneOverflowException;

/** Reports where a membrane overflowed, with remedies. */
public final class Overflows {

    private Overflows() {}

    /** Overflow of a membrane register of an array. */
    static InputException report(MembraneOverflowException e, String where) {
        String forEveryInput = e.sufficientBits().isEmpty()
                ? ""
                : " for this membrane and " + e.sufficientBits().getAsInt() + " for every input";
        return new InputException("membrane_bits is " + e.membraneBits() + tooFew(e, where) + ", expected at least "
                + needed(e) + forEveryInput + ", fewer fraction_bits or overflow: saturate");
    }

    /** Overflow of a digital layer's accumulator, which has a fixed width. */
    public static InputException digital(MembraneOverflowException e, String where) {
        return new InputException("the accumulator of a digital layer has " + e.membraneBits() + " bits"
                + tooFew(e, where) + ", which needs " + needed(e)
                + ", expected fewer fraction_bits or smaller biases or reset_to");
    }

    private static String tooFew(MembraneOverflowException e, String where) {
        return ", too few for membrane " + e.membrane() + " of row " + e.unit() + " (" + where + ")";
    }

    private static int needed(MembraneOverflowException e) {
        return e.membrane().bitLength() + 1;
    }
}
