package xnorsim.sim;
public final class Dummy {
    private Dummy() {}
}
