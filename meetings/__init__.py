"""What the boards do: agendas, papers, packs."""
