package xnorsim.neurons;

import java.math.BigInteger;

/** A membrane left the range of its register, and the architecture does not ask for saturation. */
public final class MembraneOverflowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int unit;
    private final BigInteger membrane;
    private final int membraneBits;

    /** Says which unit should have held which membrane, in units of 2^-F, in a register of which width. */
    public MembraneOverflowException(int unit, BigInteger membrane, int membraneBits) {
        super("the membrane of unit " + unit + ", " + membrane + ", left the range of " + membraneBits + " bits");
        this.unit = unit;
        this.membrane = membrane;
        this.membraneBits = membraneBits;
    }

    /** Index of the unit. */
    public int unit() {
        return unit;
    }

    /** What the membrane would have been, in units of 2^-F. */
    public BigInteger membrane() {
        return membrane;
    }

    /** Width of the membrane register. */
    public int membraneBits() {
        return membraneBits;
    }
}
