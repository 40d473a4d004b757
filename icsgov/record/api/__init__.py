"""The public record as JSON, in the terms of OParl 1.1; made from public releases alone."""
