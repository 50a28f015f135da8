"""What the site decides: its matrix of priorities, in versions as the policy is, and when a rota has a gap."""
# Written out by Alembic from the models; a migration stands for itself and is never edited after a release.

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SCHEMA = 3

#: By ALTER TABLE, for batch mode would build the tables anew, and drop their triggers.
COLUMNS = (("site", "gaps_all_day BOOLEAN DEFAULT 0 NOT NULL"),)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_table(
        "policy_matrix",
        sa.Column("policy_version_id", sa.Integer(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "impact IN ('one', 'several', 'department', 'site')", name=op.f("ck_policy_matrix_impact_known")
        ),
        sa.CheckConstraint("priority IN ('P1', 'P2', 'P3', 'P4')", name=op.f("ck_policy_matrix_priority_known")),
        sa.CheckConstraint("urgency IN ('can_wait', 'soon', 'now')", name=op.f("ck_policy_matrix_urgency_known")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"],
            ["policy_version.id"],
            name=op.f("fk_policy_matrix_policy_version_id_policy_version"),
        ),
        sa.PrimaryKeyConstraint("policy_version_id", "impact", "urgency", name=op.f("pk_policy_matrix")),
    )
    # Until now there was one matrix for all: every call began with it.
    op.execute(
        "INSERT INTO policy_matrix (policy_version_id, impact, urgency, priority)"
        " SELECT policy_version.id, impact, urgency, priority FROM policy_version, matrix_cell"
    )
    op.drop_table("matrix_cell")
    op.execute(f"PRAGMA user_version = {SCHEMA}")
